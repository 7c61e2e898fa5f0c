package com.engram.analysis.scorers;

import com.engram.analysis.scorers.estimates.Rectangle;
import java.util.Optional;

/**
 * A change of a picture, as the engine applies it.
 *
 * @param rect where; for kinds that are about a region
 * @param amount how much; for kinds that have an amount
 */
public record Edit(EditKind kind, Optional<Rectangle> rect, Optional<Double> amount) {

    /** What is wrong with an edit. */
    public record Problem(String field, String detail) {}

    /** An edit that needs neither a region nor an amount. */
    public static Edit of(EditKind kind) {
        return new Edit(kind, Optional.empty(), Optional.empty());
    }

    /** An edit of the whole picture. */
    public static Edit of(EditKind kind, double amount) {
        return new Edit(kind, Optional.empty(), Optional.of(amount));
    }

    /** An edit of a region. */
    public static Edit of(EditKind kind, Rectangle rect) {
        return new Edit(kind, Optional.of(rect), Optional.empty());
    }

    /** A crop. */
    public static Edit crop(Rectangle rect) {
        return of(EditKind.CROP, rect);
    }

    /** The first field that the engine would refuse; empty if it accepts the edit. */
    public Optional<Problem> findProblem() {
        return findProblemOfRect().or(this::findProblemOfAmount);
    }

    private Optional<Problem> findProblemOfRect() {
        if (!kind.hasRegion()) {
            return rect.map(
                    none -> new Problem("rect", "The edit %s is about the whole picture.".formatted(kind.code())));
        }
        if (rect.isEmpty()) {
            return kind.needsRegion()
                    ? Optional.of(new Problem("rect", "The edit %s needs a rectangle.".formatted(kind.code())))
                    : Optional.empty();
        }
        Rectangle given = rect.get();
        if (!given.isWithinPicture()) {
            return Optional.of(new Problem(
                    "rect",
                    "A rectangle needs a width and a height above 0, and lies within the picture, from 0 to 1."));
        }
        if (kind == EditKind.CROP && Math.min(given.width(), given.height()) < EditKind.SMALLEST_CROP) {
            return Optional.of(new Problem(
                    "rect",
                    "A crop keeps at least %d %% of the picture's width and height."
                            .formatted(Math.round(100 * EditKind.SMALLEST_CROP))));
        }
        return given.surface() > kind.largestSurface()
                ? Optional.of(new Problem(
                        "rect",
                        "The rectangle of the edit %s may cover at most %d %% of the picture."
                                .formatted(kind.code(), Math.round(100 * kind.largestSurface()))))
                : Optional.empty();
    }

    private Optional<Problem> findProblemOfAmount() {
        if (!kind.hasAmount()) {
            return amount.map(
                    none -> new Problem(kind.amountField(), "The edit %s has no amount.".formatted(kind.code())));
        }
        if (amount.isEmpty()) {
            return kind == EditKind.BLUR
                    ? Optional.empty()
                    : Optional.of(
                            new Problem(kind.amountField(), "The edit %s needs a number.".formatted(kind.code())));
        }
        double given = amount.get();
        return given >= kind.least() && given <= kind.most()
                ? Optional.empty()
                : Optional.of(new Problem(
                        kind.amountField(),
                        "The edit %s takes a number from %s to %s.".formatted(kind.code(), kind.least(), kind.most())));
    }
}
