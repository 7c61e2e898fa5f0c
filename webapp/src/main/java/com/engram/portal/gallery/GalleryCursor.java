package com.engram.portal.gallery;

import com.engram.analysis.reports.GalleryPosition;
import com.engram.web.PublicId;
import java.util.Optional;

/**
 * A position in the gallery as the text of a query parameter: the public id of the image and, if it had a score, a comma
 * and the score.
 */
final class GalleryCursor {

    private GalleryCursor() {}

    static String of(GalleryPosition position) {
        String image = PublicId.IMAGE.of(position.image());
        return position.score().map(score -> image + "," + score).orElse(image);
    }

    /** The position; empty if the text is not a cursor. */
    static Optional<GalleryPosition> parse(String cursor) {
        String[] parts = cursor.split(",", 2);
        return PublicId.IMAGE
                .parse(parts[0])
                .map(image -> new GalleryPosition(image, parts.length == 1 ? Optional.empty() : parseScore(parts[1])));
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
