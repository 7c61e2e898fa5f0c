package com.engram.portal.projects;

import com.engram.library.likeness.Likeness;
import com.engram.library.likeness.Likeness.LikePair;
import com.engram.library.likeness.Likeness.PlacedImage;
import com.engram.web.PublicId;
import java.util.List;
import java.util.Optional;

/**
 * How alike the images of a project are, for display.
 *
 * @param dots the images on the map
 * @param pairs those that are too alike, the most alike first
 * @param more how many pairs are not shown
 * @param distinct how many images have none that is too alike and more memorable
 * @param kept how much of the differences the map shows, in percent; empty without a map
 */
public record LikenessView(List<Dot> dots, List<Pair> pairs, int more, int distinct, int missing, Optional<Long> kept) {

    /** The size of the map, a square. */
    private static final double SIZE = 400;

    /** The size of a thumbnail on the map. */
    private static final double THUMBNAIL = 44;

    private static final int MAX_PAIRS = 12;

    /**
     * An image on the map.
     *
     * @param x the left edge of its thumbnail
     * @param y the top edge of its thumbnail
     */
    public record Dot(String href, String filename, double x, double y) {

        static Dot of(PlacedImage image) {
            return new Dot(
                    "/images/" + PublicId.IMAGE.of(image.image()), image.filename(), at(image.x()), at(image.y()));
        }

        private static double at(double place) {
            return Math.round(place * (SIZE - THUMBNAIL) * 10) / 10.0;
        }
    }

    /**
     * Two images that are too alike.
     *
     * @param percent their likeness in percent
     */
    public record Pair(Dot first, Dot second, long percent) {

        static Pair of(LikePair pair) {
            return new Pair(Dot.of(pair.first()), Dot.of(pair.second()), Math.round(100 * pair.likeness()));
        }
    }

    static LikenessView of(Likeness likeness) {
        return new LikenessView(
                likeness.images().stream().map(Dot::of).toList(),
                likeness.tooAlike().stream().limit(MAX_PAIRS).map(Pair::of).toList(),
                Math.max(0, likeness.tooAlike().size() - MAX_PAIRS),
                likeness.distinct(),
                likeness.missing(),
                likeness.kept().map(share -> Math.round(100 * share)));
    }
}
