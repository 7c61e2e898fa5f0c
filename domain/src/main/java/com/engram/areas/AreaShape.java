package com.engram.areas;

import java.util.ArrayList;
import java.util.List;

/** The outline of an area, in fractions of the upright image from its top left corner. */
public sealed interface AreaShape {

    /** The largest number of corners of a polygon. */
    int MAX_POINTS = 100;

    /** The smallest surface of an area, as a fraction of the image. A heatmap says nothing about less. */
    double MIN_SURFACE = 0.0001;

    /** A rectangle with sides parallel to the image's sides. */
    record Rectangle(double x, double y, double width, double height) implements AreaShape {

        @Override
        public List<Point> corners() {
            return List.of(
                    new Point(x, y),
                    new Point(x + width, y),
                    new Point(x + width, y + height),
                    new Point(x, y + height));
        }
    }

    /** A polygon that does not cross itself; the last corner is joined to the first. */
    record Polygon(List<Point> corners) implements AreaShape {

        public Polygon {
            corners = List.copyOf(corners);
        }
    }

    /** A point of the image. */
    record Point(double x, double y) {}

    /** The corners in their order. */
    List<Point> corners();

    /** The form in the database. */
    default String form() {
        return this instanceof Rectangle ? "rectangle" : "polygon";
    }

    /** The coordinates in the database: of each corner, or position and size of a rectangle. */
    default List<Double> coordinates() {
        return this instanceof Rectangle rectangle
                ? List.of(rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height())
                : corners().stream()
                        .flatMap(corner -> List.of(corner.x(), corner.y()).stream())
                        .toList();
    }

    /** The shape that {@link #form} and {@link #coordinates} describe. */
    static AreaShape of(String form, List<Double> coordinates) {
        if (form.equals("rectangle")) {
            return new Rectangle(coordinates.get(0), coordinates.get(1), coordinates.get(2), coordinates.get(3));
        }
        List<Point> corners = new ArrayList<>();
        for (int i = 0; i < coordinates.size(); i += 2) {
            corners.add(new Point(coordinates.get(i), coordinates.get(i + 1)));
        }
        return new Polygon(corners);
    }
}
