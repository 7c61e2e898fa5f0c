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
 */
public record DecodedImage(
        int width, int height, List<Pixels> scaled, Optional<Derivative> preview, Optional<Derivative> thumbnail) {}
