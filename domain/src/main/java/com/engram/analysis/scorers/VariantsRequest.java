package com.engram.analysis.scorers;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Variants of an image to score.
 *
 * @param image a signed URL to read the image
 * @param edits one edit per variant, at most {@link #MAX_VARIANTS}
 * @param file a signed URL to write the first variant as a JPEG; empty if only scores are needed
 * @param model the model to use, {@code name:version}; empty for the backend's active model
 */
public record VariantsRequest(URI image, List<Edit> edits, Optional<URI> file, Optional<String> model) {

    /** The largest number of variants. */
    public static final int MAX_VARIANTS = 40;
}
