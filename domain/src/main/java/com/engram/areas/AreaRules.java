package com.engram.areas;

import com.engram.areas.AreaShape.Point;
import com.engram.areas.AreaShape.Polygon;
import com.engram.areas.AreaShape.Rectangle;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import java.util.List;
import java.util.Optional;

/** What the name and the outline of an area may be. */
final class AreaRules {

    static final int MAX_NAME_LENGTH = 100;

    /** Computing with fractions may end a little beyond the image. */
    private static final double TOLERANCE = 1e-9;

    private AreaRules() {}

    /**
     * The first rule that an area breaks.
     *
     * @param field of the request, as a path without a leading slash
     */
    record Violation(String field, Refusal refusal) {}

    static Optional<Violation> check(String name, AreaShape shape) {
        return checkName(name)
                .or(() -> shape instanceof Rectangle rectangle
                        ? checkRectangle(rectangle)
                        : checkPolygon((Polygon) shape));
    }

    private static Optional<Violation> checkName(String name) {
        String stripped = name.strip();
        boolean isValid = !stripped.isEmpty()
                && stripped.codePointCount(0, stripped.length()) <= MAX_NAME_LENGTH
                && stripped.codePoints().noneMatch(Character::isISOControl);
        return isValid
                ? Optional.empty()
                : Optional.of(new Violation(
                        "name",
                        new Refusal(
                                RefusalReason.INVALID_AREA,
                                "Give the area a name of 1 to %d characters on one line.".formatted(MAX_NAME_LENGTH),
                                Message.of("refusal.invalid_area.name", MAX_NAME_LENGTH))));
    }

    private static Optional<Violation> checkRectangle(Rectangle rectangle) {
        if (!isFraction(rectangle.x())) {
            return Optional.of(outside("rect/x"));
        }
        if (!isFraction(rectangle.y())) {
            return Optional.of(outside("rect/y"));
        }
        if (!(rectangle.width() > 0) || !isFraction(rectangle.x() + rectangle.width())) {
            return Optional.of(outside("rect/width"));
        }
        if (!(rectangle.height() > 0) || !isFraction(rectangle.y() + rectangle.height())) {
            return Optional.of(outside("rect/height"));
        }
        return rectangle.width() * rectangle.height() < AreaShape.MIN_SURFACE
                ? Optional.of(tooSmall("rect"))
                : Optional.empty();
    }

    private static Optional<Violation> checkPolygon(Polygon polygon) {
        List<Point> corners = polygon.corners();
        if (corners.size() < 3 || corners.size() > AreaShape.MAX_POINTS) {
            return Optional.of(new Violation(
                    "polygon",
                    new Refusal(
                            RefusalReason.INVALID_AREA,
                            "A polygon has 3 to %d corners.".formatted(AreaShape.MAX_POINTS),
                            Message.of("refusal.invalid_area.corners", AreaShape.MAX_POINTS))));
        }
        for (int i = 0; i < corners.size(); i++) {
            if (!isFraction(corners.get(i).x())) {
                return Optional.of(outside("polygon/%d/0".formatted(i)));
            }
            if (!isFraction(corners.get(i).y())) {
                return Optional.of(outside("polygon/%d/1".formatted(i)));
            }
        }
        if (!Outline.isSimple(polygon)) {
            return Optional.of(new Violation(
                    "polygon",
                    new Refusal(
                            RefusalReason.INVALID_AREA,
                            "The lines of a polygon must not cross or touch each other.",
                            Message.of("refusal.invalid_area.crossing"))));
        }
        return Outline.of(polygon).surface() < AreaShape.MIN_SURFACE
                ? Optional.of(tooSmall("polygon"))
                : Optional.empty();
    }

    /** False for a number that is not one, too. */
    private static boolean isFraction(double value) {
        return value >= -TOLERANCE && value <= 1 + TOLERANCE;
    }

    private static Violation outside(String field) {
        return new Violation(
                field,
                new Refusal(
                        RefusalReason.INVALID_AREA,
                        "An area lies within the image: coordinates are fractions from 0 to 1, and width and height are"
                                + " above 0.",
                        Message.of("refusal.invalid_area.outside")));
    }

    private static Violation tooSmall(String field) {
        return new Violation(
                field,
                new Refusal(
                        RefusalReason.INVALID_AREA,
                        "An area covers at least 0.01 % of the image.",
                        Message.of("refusal.invalid_area.small")));
    }
}
