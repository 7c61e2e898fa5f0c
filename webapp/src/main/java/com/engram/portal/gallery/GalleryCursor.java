package com.engram.portal.gallery;

import com.engram.analysis.reports.GalleryPosition;
import com.engram.web.PublicId;
import com.engram.web.paging.Cursor;
import java.util.Optional;

/** The cursor of the gallery: the image and its score, if it had one. */
final class GalleryCursor {

    private GalleryCursor() {}

    static String of(GalleryPosition position) {
        return Cursor.of(
                PublicId.IMAGE.of(position.image()),
                position.score().map(String::valueOf).orElse(""));
    }

    /** The position; empty if the text is not a cursor. */
    static Optional<GalleryPosition> parse(String cursor) {
        return Cursor.parse(cursor, 2)
                .flatMap(values -> PublicId.IMAGE
                        .parse(values.get(0))
                        .map(image -> new GalleryPosition(image, parseScore(values.get(1)))));
    }

    private static Optional<Float> parseScore(String text) {
        try {
            float score = Float.parseFloat(text);
            return Float.isFinite(score) ? Optional.of(score) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
