package com.engram.portal.images;

import com.engram.library.Place;
import java.util.Locale;

/**
 * The place of an image among other images of the account, for display.
 *
 * @param benchmark what it is compared with
 * @param rank the share of their results that are lower, in whole percent
 * @param results how many images those are, as text
 */
public record PlaceView(String benchmark, long rank, String results) {

    static PlaceView of(Place place) {
        long results = place.results().orElse(0L);
        return new PlaceView(
                place.project().map(project -> "the project " + project.name()).orElse("your library"),
                Math.round(place.percentile()),
                String.format(
                        Locale.ENGLISH, results < Place.MAX_RESULTS ? "%,d images" : "newest %,d images", results));
    }

    /** The place as a sentence. */
    public String sentence() {
        return "More memorable than %d%% of %s (%s).".formatted(rank, benchmark, results);
    }
}
