package com.engram.portal.images;

import com.engram.areas.Area;
import com.engram.areas.AreaMeasure;
import com.engram.areas.AreaShape;
import com.engram.areas.MeasuredAreas.MeasuredArea;
import com.engram.web.PublicId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An area of an image for display. Coordinates are percent of the image.
 *
 * @param kind the code of its kind
 * @param points the corners as SVG writes them: {@code x,y x,y ...}
 * @param rectangle position and size, for a form; empty for a polygon
 */
public record AreaView(
        String id, String name, String kind, String points, Optional<RectangleView> rectangle, MeasureView measure) {

    /** A rectangle in percent, as form fields take it. */
    public record RectangleView(String x, String y, String width, String height) {

        static RectangleView of(AreaShape.Rectangle rectangle) {
            return new RectangleView(
                    percent(rectangle.x()),
                    percent(rectangle.y()),
                    percent(rectangle.width()),
                    percent(rectangle.height()));
        }
    }

    /**
     * What an area covers and holds.
     *
     * @param surface in percent
     * @param share in percent; empty without a heatmap
     * @param effect the share divided by the surface; empty without a heatmap
     */
    public record MeasureView(double surface, Optional<Double> share, Optional<Double> effect) {

        private static final double NOTABLE = 0.1;

        static MeasureView of(AreaMeasure measure) {
            return new MeasureView(
                    100 * measure.surface(), measure.share().map(share -> 100 * share), measure.effect());
        }

        /** How the effect compares with an even map: {@code average}, {@code above} or {@code below}. */
        public String level() {
            double value = effect.orElse(1.0);
            return Math.abs(value - 1) < NOTABLE ? "average" : value > 1 ? "above" : "below";
        }
    }

    /** The left edge in percent, where the name stands on the picture. */
    public String left() {
        return least(0);
    }

    /** The top edge in percent. */
    public String top() {
        return least(1);
    }

    private String least(int coordinate) {
        return Stream.of(points.split(" "))
                .map(corner -> corner.split(","))
                .filter(corner -> corner.length == 2)
                .map(corner -> corner[coordinate])
                .min(Comparator.comparingDouble(Double::parseDouble))
                .orElse("0");
    }

    static AreaView of(MeasuredArea measured) {
        Area area = measured.area();
        return new AreaView(
                PublicId.AREA.of(area.id()),
                area.name(),
                area.kind().code(),
                points(area.shape().corners()),
                area.shape() instanceof AreaShape.Rectangle rectangle
                        ? Optional.of(RectangleView.of(rectangle))
                        : Optional.empty(),
                MeasureView.of(measured.measure()));
    }

    private static String points(List<AreaShape.Point> corners) {
        return corners.stream()
                .map(corner -> percent(corner.x()) + "," + percent(corner.y()))
                .collect(Collectors.joining(" "));
    }

    /** A fraction in percent with a point and without needless zeros, as SVG and number fields take it. */
    static String percent(double fraction) {
        String text = String.format(Locale.ROOT, "%.3f", 100 * fraction);
        return text.replaceAll("\\.?0+$", "");
    }
}
