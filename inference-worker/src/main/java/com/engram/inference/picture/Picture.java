package com.engram.inference.picture;

import java.util.List;
import java.util.Optional;

/**
 * A decoded picture.
 *
 * @param width of the upright picture at full size, in pixels
 * @param height of the upright picture at full size, in pixels
 * @param scaled its pixels at each wanted size, in the order of the request
 * @param preview for showing, if wanted
 * @param thumbnail for lists, if wanted
 */
public record Picture(
        int width, int height, List<Pixels> scaled, Optional<Derived> preview, Optional<Derived> thumbnail) {}
