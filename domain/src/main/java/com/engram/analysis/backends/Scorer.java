package com.engram.analysis.backends;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Something that scores pictures. It is given signed addresses and holds no credentials. A call may be repeated: it
 * writes the same derivatives again and answers the same.
 */
public interface Scorer {

    /** Whether it has all that it takes to be asked; one that is not configured is never. */
    default boolean isConfigured() {
        return true;
    }

    /** Scores the picture, and answers when its derivatives are written; never throws for a picture or a network. */
    Outcome score(Order order);

    /** The models it could be asked for, if it tells; asks it, which may take a second or two. */
    default List<Served> listModels() {
        return List.of();
    }

    /** The name of the backend, for receipts and in the configuration. */
    String name();

    /**
     * What to do with which picture.
     *
     * @param image where to read the picture
     * @param preview where to put the preview, a JPEG
     * @param thumbnail where to put the thumbnail, a JPEG
     * @param model which model to ask for, {@code name:version}; empty for the backend's active one
     */
    record Order(Task task, URI image, URI preview, URI thumbnail, Optional<String> model) {

        /** By the backend's active model. */
        public Order(Task task, URI image, URI preview, URI thumbnail) {
            this(task, image, preview, thumbnail, Optional.empty());
        }
    }

    /**
     * A model that a backend has.
     *
     * @param active whether it answers unless another is asked for
     */
    record Served(Model model, boolean active, String architecture) {

        /** By which it is asked for. */
        public String fullName() {
            return model.fullName();
        }
    }
}
