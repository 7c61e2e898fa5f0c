package com.engram.portal.variants;

import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import com.engram.language.Message;
import com.engram.portal.variants.PictureView.BoxView;
import java.util.Locale;
import java.util.Optional;

/**
 * An edit of a picture and its effect, for display. The page draws the edit with SVG filters, which compute the same colours as the
 * engine.
 *
 * @param number the number of the edit on the page
 */
public record EditView(PictureView picture, int number, Edit edit, Optional<VariantEstimate> estimated) {

    /** The code of its kind. */
    public String kind() {
        return edit.kind().code();
    }

    /** What to do, as a sentence. */
    public Message sentence() {
        return switch (edit.kind()) {
            case CROP -> Message.of("variants.edit.crop", percent(region().width()), percent(region().height()));
            case REFRAME -> Message.of("variants.edit.reframe", ratio());
            case ENLARGE -> Message.of("variants.edit.enlarge", percent(amount() - 1));
            case CONTRAST, SATURATION, BRIGHTNESS ->
                Message.of(
                        "variants.edit." + kind() + (amount() >= 1 ? ".more" : ".less"),
                        percent(Math.abs(amount() - 1)));
            case BLUR -> Message.of("variants.edit.blur." + place());
            default -> Message.of("variants.edit." + kind());
        };
    }

    /** The effect; empty if the variant shows nothing. */
    public Optional<EstimateView> estimate() {
        return estimated.map(EstimateView::new);
    }

    /** The view box of the result. */
    public String viewBox() {
        return picture.viewBox(shown());
    }

    /** What the result shows of the picture. */
    public BoxView shownBox() {
        return picture.box(shown());
    }

    /** The region in the picture. */
    public BoxView box() {
        return picture.box(region());
    }

    /** The name of the SVG filter of this edit. */
    public String filter() {
        return "edit-" + number;
    }

    /** Whether the colours of the whole picture change. */
    public boolean isColour() {
        return switch (edit.kind()) {
            case CONTRAST, BRIGHTNESS, SATURATION, GREYSCALE -> true;
            default -> false;
        };
    }

    /** Whether the change is a saturation. */
    public boolean isSaturation() {
        return edit.kind() == EditKind.SATURATION || edit.kind() == EditKind.GREYSCALE;
    }

    /** The factor of a saturation. */
    public double saturation() {
        return edit.kind() == EditKind.GREYSCALE ? 0 : amount();
    }

    /** The slope of contrast and brightness. */
    public double slope() {
        return amount();
    }

    /** The offset of contrast and brightness. */
    public double offset() {
        return edit.kind() == EditKind.CONTRAST ? (1 - amount()) / 2 : 0;
    }

    /** Whether a region is blurred. */
    public boolean isBlur() {
        return edit.kind() == EditKind.BLUR;
    }

    /** The standard deviation of a blur, in the units of the picture. */
    public double deviation() {
        return edit.amount().orElse(2.0) / 100 * Math.max(PictureView.WIDTH, picture.height());
    }

    /** Whether a region is removed, which the page cannot draw. */
    public boolean isRemove() {
        return edit.kind() == EditKind.REMOVE;
    }

    /** Whether a region is enlarged. */
    public boolean isEnlarge() {
        return edit.kind() == EditKind.ENLARGE;
    }

    /** Where an enlarged region lies. */
    public BoxView enlarged() {
        Rectangle from = region();
        double width = Math.min(1, from.width() * amount());
        double height = Math.min(1, from.height() * amount());
        return picture.box(new Rectangle(
                Math.max(0, Math.min(1 - width, from.x() + (from.width() - width) / 2)),
                Math.max(0, Math.min(1 - height, from.y() + (from.height() - height) / 2)),
                width,
                height));
    }

    /** The view box of the region itself. */
    public String regionBox() {
        return picture.viewBox(region());
    }

    /** The transformation of a mirrored picture; else none. */
    public Optional<String> transform() {
        return edit.kind() == EditKind.MIRROR
                ? Optional.of("translate(" + PictureView.WIDTH + " 0) scale(-1 1)")
                : Optional.empty();
    }

    /** The left edge of the region in percent; empty without a region. */
    public Optional<String> left() {
        return edit.rect().map(rect -> plain(100 * rect.x()));
    }

    /** The upper edge of the region in percent. */
    public Optional<String> top() {
        return edit.rect().map(rect -> plain(100 * rect.y()));
    }

    /** The width of the region in percent. */
    public Optional<String> width() {
        return edit.rect().map(rect -> plain(100 * rect.width()));
    }

    /** The height of the region in percent. */
    public Optional<String> height() {
        return edit.rect().map(rect -> plain(100 * rect.height()));
    }

    /** The amount as a number for a form. */
    public Optional<String> amountText() {
        return edit.amount().map(EditView::plain);
    }

    private Rectangle region() {
        return edit.rect().orElse(Rectangle.WHOLE);
    }

    private double amount() {
        return edit.amount().orElse(1.0);
    }

    private Rectangle shown() {
        if (edit.kind() == EditKind.CROP) {
            return region();
        }
        if (edit.kind() != EditKind.REFRAME) {
            return Rectangle.WHOLE;
        }
        double relative = amount() * picture.height() / PictureView.WIDTH;
        double width = Math.min(1, relative);
        double height = Math.min(1, 1 / relative);
        Rectangle around = region();
        return new Rectangle(
                Math.max(0, Math.min(1 - width, around.x() + (around.width() - width) / 2)),
                Math.max(0, Math.min(1 - height, around.y() + (around.height() - height) / 2)),
                width,
                height);
    }

    private String ratio() {
        for (int high = 1; high <= 16; high++) {
            double wide = amount() * high;
            if (Math.abs(wide - Math.round(wide)) < 0.005) {
                return Math.round(wide) + ":" + high;
            }
        }
        return plain(amount()) + ":1";
    }

    private String place() {
        Rectangle rect = region();
        boolean high = rect.height() > 0.95;
        boolean wide = rect.width() > 0.95;
        if (high && rect.x() < 0.02 && !wide) {
            return "left";
        }
        if (high && rect.x() + rect.width() > 0.98 && !wide) {
            return "right";
        }
        if (wide && rect.y() < 0.02 && !high) {
            return "top";
        }
        return wide && rect.y() + rect.height() > 0.98 && !high ? "bottom" : "part";
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }

    private static String plain(double number) {
        return String.format(Locale.ROOT, "%.4f", number).replaceAll("\\.?0+$", "");
    }
}
