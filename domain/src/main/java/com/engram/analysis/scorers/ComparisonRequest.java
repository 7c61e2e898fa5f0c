package com.engram.analysis.scorers;

import com.engram.analysis.scorers.estimates.ImageFeatures;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Images to compare.
 *
 * @param model the model to use, {@code name:version}; empty for the backend's active model
 */
public record ComparisonRequest(List<Input> images, Optional<String> model) {

    /** An image to compare. */
    public sealed interface Input {}

    /** An image by the features that the model kept of it, which needs no decoding. */
    public record ByFeatures(ImageFeatures features) implements Input {}

    /** An image by a signed URL to read it. */
    public record ByUrl(URI url) implements Input {}
}
