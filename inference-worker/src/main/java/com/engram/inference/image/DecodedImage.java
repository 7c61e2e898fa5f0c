package com.engram.inference.image;

import java.util.List;
import java.util.Optional;

/**
 * A decoded image.
 *
 * @param width of the upright image at full size, in pixels
 * @param height of the upright image at full size, in pixels
 * @param scaled the pixels at each requested size, in the order of the request
 * @param preview present if derivatives were requested
 * @param thumbnail present if derivatives were requested
 * @param warnings what a user should know about how the image was read
 * @param variants the requested variants, in the order of the request
 */
public record DecodedImage(
        int width,
        int height,
        List<Pixels> scaled,
        Optional<Derivative> preview,
        Optional<Derivative> thumbnail,
        List<ImageWarning> warnings,
        List<Variant> variants) {
    /** An image without variants. */
    public DecodedImage(
            int width,
            int height,
            List<Pixels> scaled,
            Optional<Derivative> preview,
            Optional<Derivative> thumbnail,
            List<ImageWarning> warnings) {
        this(width, height, scaled, preview, thumbnail, warnings, List.of());
    }

    /** Whether there is a warning of that kind. */
    public boolean has(ImageWarning.Code code) {
        return warnings.stream().anyMatch(warning -> warning.code() == code);
    }
}
