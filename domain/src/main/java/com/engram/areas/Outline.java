package com.engram.areas;

import com.engram.areas.AreaShape.Point;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.RingClipper;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/** A part of the image's surface, which may consist of several pieces with holes. */
final class Outline {

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final Geometry geometry;

    private Outline(Geometry geometry) {
        this.geometry = geometry;
    }

    static Outline of(AreaShape shape) {
        return new Outline(polygon(shape));
    }

    /** What any of the shapes covers. */
    static Outline union(Collection<AreaShape> shapes) {
        return new Outline(
                UnaryUnionOp.union(shapes.stream().map(Outline::polygon).toList(), GEOMETRY));
    }

    /** Whether the shape's border neither crosses nor touches itself. */
    static boolean isSimple(AreaShape shape) {
        return polygon(shape).isValid();
    }

    /** The surface, as a fraction of the image. */
    double surface() {
        return geometry.getArea();
    }

    /** The surface that it shares with another one, as a fraction of the image. */
    double surfaceIn(Outline other) {
        return geometry.intersection(other.geometry).getArea();
    }

    /** The smallest rectangle around it. */
    Envelope bounds() {
        return geometry.getEnvelopeInternal();
    }

    /** The parts of the outline within a rectangle. */
    Clipped clip(Envelope window) {
        return new Clipped(rings().map(
                        ring -> new Ring(new RingClipper(window).clip(ring.coordinates()), ring.isHole()))
                .filter(ring -> ring.coordinates().length > 0)
                .toList());
    }

    private Stream<Ring> rings() {
        return Stream.iterate(0, i -> i < geometry.getNumGeometries(), i -> i + 1)
                .map(i -> (Polygon) geometry.getGeometryN(i))
                .flatMap(polygon -> Stream.concat(
                        Stream.of(new Ring(polygon.getExteriorRing().getCoordinates(), false)),
                        Stream.iterate(0, i -> i < polygon.getNumInteriorRing(), i -> i + 1)
                                .map(i -> new Ring(polygon.getInteriorRingN(i).getCoordinates(), true))));
    }

    /** A closed line around a piece of the surface, or around a hole in it. */
    private record Ring(Coordinate[] coordinates, boolean isHole) {}

    /** What clipping left. Its rings may run along the window's sides, which does not change the surface. */
    static final class Clipped {

        private final List<Ring> rings;

        private Clipped(List<Ring> rings) {
            this.rings = rings;
        }

        boolean isEmpty() {
            return rings.isEmpty();
        }

        /** The surface within a smaller rectangle, as a fraction of the image. */
        double surfaceWithin(Envelope window) {
            double surface = 0;
            for (Ring ring : rings) {
                Coordinate[] part = new RingClipper(window).clip(ring.coordinates());
                surface += part.length < 4 ? 0 : (ring.isHole() ? -1 : 1) * Area.ofRing(part);
            }
            return surface;
        }
    }

    private static Polygon polygon(AreaShape shape) {
        List<Point> corners = shape.corners();
        Coordinate[] ring = new Coordinate[corners.size() + 1];
        for (int i = 0; i <= corners.size(); i++) {
            Point corner = corners.get(i % corners.size());
            ring[i] = new Coordinate(corner.x(), corner.y());
        }
        LinearRing border = GEOMETRY.createLinearRing(ring);
        return GEOMETRY.createPolygon(border);
    }
}
