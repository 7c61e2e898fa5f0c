package com.engram.portal.variants;

import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.images.Image;
import com.engram.web.PublicId;
import java.util.Locale;

/**
 * A picture that is drawn 1000 units wide.
 *
 * @param height in the same units
 */
public record PictureView(String id, String filename, int height) {

    /** The width of every picture, in units. */
    public static final int WIDTH = 1000;

    static PictureView of(Image image) {
        double aspect = image.height().orElse(1) / (double) image.width().orElse(1);
        return new PictureView(
                PublicId.IMAGE.of(image.id()), image.filename(), (int) Math.max(1, Math.round(WIDTH * aspect)));
    }

    /** The address of its page. */
    public String href() {
        return "/images/" + id;
    }

    /** The address of the picture. */
    public String preview() {
        return href() + "/preview";
    }

    /** The view box that shows a part of it. */
    String viewBox(Rectangle part) {
        return String.format(
                Locale.ROOT,
                "%.1f %.1f %.1f %.1f",
                part.x() * WIDTH,
                part.y() * height,
                part.width() * WIDTH,
                part.height() * height);
    }

    BoxView box(Rectangle part) {
        return new BoxView(
                rounded(part.x() * WIDTH),
                rounded(part.y() * height),
                rounded(part.width() * WIDTH),
                rounded(part.height() * height));
    }

    /** A rectangle in the units of the picture. */
    public record BoxView(double x, double y, double width, double height) {}

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
