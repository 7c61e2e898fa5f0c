package com.engram.inference.image;

import java.util.List;
import java.util.Optional;

/**
 * A decoded image.
 *
 * @param width of the upright image at full size, in pixels
 * @param height of the upright image at full size, in pixels
 * @param scaled its pixels at each wanted size, in the order of the request
 * @param preview for showing, if wanted
 * @param thumbnail for lists, if wanted
 */
public record DecodedImage(
        int width, int height, List<Pixels> scaled, Optional<Derivative> preview, Optional<Derivative> thumbnail) {}
