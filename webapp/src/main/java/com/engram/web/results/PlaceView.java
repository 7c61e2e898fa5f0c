package com.engram.web.results;

import com.engram.language.Message;
import com.engram.library.Place;

/** The place of an image among other images of the account, for display. */
public record PlaceView(Place place) {

    /** The place as a sentence. */
    public Message sentence() {
        long results = place.results().orElse(0L);
        String key = "image.place." + place.benchmark().code() + (results < Place.MAX_RESULTS ? "" : ".newest");
        return Message.of(
                key,
                Place.toPercent(place.percentile()),
                results,
                place.group().map(Place.Group::name).orElse(""));
    }
}
