package com.engram.analysis;

import java.net.URI;

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

    /** The name of the backend, for receipts and in the configuration. */
    String name();

    /**
     * What to do with which picture.
     *
     * @param image where to read the picture
     * @param preview where to put the preview, a JPEG
     * @param thumbnail where to put the thumbnail, a JPEG
     */
    record Order(Task task, URI image, URI preview, URI thumbnail) {}
}
