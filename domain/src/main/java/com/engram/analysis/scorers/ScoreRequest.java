package com.engram.analysis.scorers;

import java.net.URI;
import java.util.Optional;

/**
 * What a scorer has to do with which image. The URLs are signed.
 *
 * @param image where to read the image
 * @param preview where to write the preview, a JPEG
 * @param thumbnail where to write the thumbnail, a JPEG
 * @param model the model to use, {@code name:version}; empty for the backend's active model
 */
public record ScoreRequest(Task task, URI image, URI preview, URI thumbnail, Optional<String> model) {

    /** A request for the backend's active model. */
    public ScoreRequest(Task task, URI image, URI preview, URI thumbnail) {
        this(task, image, preview, thumbnail, Optional.empty());
    }
}
