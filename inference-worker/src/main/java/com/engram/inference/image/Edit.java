package com.engram.inference.image;

import java.util.Locale;

/**
 * A change of an image, whose effect on the score is estimated. Colours change by the formulas of the CSS filters of the same name,
 * so that a page can show the change without a file.
 *
 * @param kind what changes
 * @param region where; the whole image for kinds without a region
 * @param amount how much, see {@link Kind}; 1 for kinds without an amount
 */
public record Edit(Kind kind, Region region, double amount) {
    /** The smallest width and height of a crop, as a fraction of the image. */
    public static final double SMALLEST_CROP = 0.05;

    /** Throws {@link InvalidEditException} if the kind does not allow the region or the amount. */
    public Edit {
        if (!(amount >= kind.least && amount <= kind.most)) {
            throw new InvalidEditException(
                    kind == Kind.REFRAME ? "aspect" : "factor",
                    "The edit " + kind.code() + " takes a number from " + kind.least + " to " + kind.most + ".");
        }
        if (kind == Kind.CROP && Math.min(region.width(), region.height()) < SMALLEST_CROP) {
            throw new InvalidEditException("rect", "A crop must keep at least 5 % of the picture's width and height.");
        }
        if (kind.largestArea < region.area() && kind.hasRegion) {
            throw new InvalidEditException(
                    "rect",
                    "The rectangle of the edit " + kind.code() + " may cover at most "
                            + Math.round(100 * kind.largestArea) + " % of the picture.");
        }
    }

    /** The kinds of edits. */
    public enum Kind {
        /** Keeps the region only. */
        CROP(true, 1, 1, 1),
        /** Keeps the largest part with an aspect ratio, width by height, around the centre of the region. */
        REFRAME(true, 1, 0.1, 10),
        /** Moves colours away from a medium grey, or towards it. */
        CONTRAST(false, 1, 0.25, 4),
        /** Moves colours away from the grey of their brightness, or towards it. */
        SATURATION(false, 1, 0, 4),
        /** Multiplies red, green and blue. */
        BRIGHTNESS(false, 1, 0.25, 4),
        /** Blurs the region; the amount is the standard deviation in percent of the longer side. */
        BLUR(true, 1, 0.1, 10),
        /** Fills the region from its edge by inpainting (Telea). It guesses no new content. */
        REMOVE(true, 0.25, 1, 1),
        /** Enlarges the region around its centre by a factor; it covers what is beside it. */
        ENLARGE(true, 0.5, 1.05, 3),
        /** Exchanges left and right. */
        MIRROR(false, 1, 1, 1),
        /** Removes all colour. */
        GREYSCALE(false, 1, 1, 1);

        private final boolean hasRegion;
        private final double largestArea;
        private final double least;
        private final double most;

        Kind(boolean hasRegion, double largestArea, double least, double most) {
            this.hasRegion = hasRegion;
            this.largestArea = largestArea;
            this.least = least;
            this.most = most;
        }

        /** Whether the edit is about a region. */
        public boolean hasRegion() {
            return hasRegion;
        }

        /** Whether the edit has an amount. */
        public boolean hasAmount() {
            return least < most;
        }

        /** The name in requests, such as {@code crop}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The kind with that code.
         *
         * @throws InvalidEditException if there is none
         */
        public static Kind ofCode(String code) {
            for (Kind kind : values()) {
                if (kind.code().equals(code)) {
                    return kind;
                }
            }
            throw new InvalidEditException("kind", "There is no edit " + code + ".");
        }
    }

    /** An edit cannot be applied to any image. */
    public static final class InvalidEditException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private final String field;

        /**
         * A fault.
         *
         * @param field the name of the faulty field of the edit
         * @param detail a sentence for the sender
         */
        public InvalidEditException(String field, String detail) {
            super(detail);
            this.field = field;
        }

        /** The name of the faulty field. */
        public String field() {
            return field;
        }
    }
}
