package com.engram.analysis.channels;

import com.engram.analysis.scorers.estimates.Rectangle;
import java.util.List;
import java.util.Optional;

/**
 * A format in which pictures are published.
 *
 * @param code the name in the API
 * @param name a proper name, the same in every language
 * @param width the published width, in pixels
 * @param height the published height, in pixels
 * @param covered what the app's own controls cover, as fractions of the published picture; the rectangles do not overlap
 * @param sizeSource where the size is published
 * @param coveredSource where the covered parts are published; empty if nothing is covered
 */
public record Channel(
        String code,
        String name,
        int width,
        int height,
        List<Rectangle> covered,
        Source sizeSource,
        List<Source> coveredSource) {

    /**
     * A published source.
     *
     * @param url where it was read; empty for what is generally known or estimated
     * @param date the date of the source or, if it has none, of its reading
     * @param primary whether the owner of the channel published it
     */
    public record Source(String title, Optional<String> url, String date, boolean primary) {}

    /** Width by height. */
    public double aspect() {
        return width / (double) height;
    }
}
