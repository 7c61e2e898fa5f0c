package com.engram.portal.campaigns;

import com.engram.campaigns.MetricCheck;
import com.engram.campaigns.MetricCheck.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A plot with a dot for each image: the score of 10 to the right, the metric upwards. Coordinates are those of an SVG of
 * {@link #WIDTH} by {@link #HEIGHT} units.
 *
 * @param dots one for each image
 * @param across the ticks of the score, from left to right
 * @param up the ticks of the metric, from below
 */
public record ScatterPlot(List<Dot> dots, List<Tick> across, List<Tick> up) {

    /** The width of the plot. */
    public static final int WIDTH = 640;

    /** The height of the plot. */
    public static final int HEIGHT = 360;

    /** The left end of the scale of scores. */
    public static final int LEFT = 64;

    /** The lower end of the scale of the metric. */
    public static final int BOTTOM = 312;

    private static final int RIGHT = 624;
    private static final int TOP = 16;
    private static final int TICKS = 5;

    /** An image in the plot. */
    public record Dot(double x, double y, String filename) {}

    /**
     * A tick of a scale.
     *
     * @param at its coordinate
     * @param value the number beside it
     * @param decimals how many decimals tell it from its neighbours
     */
    public record Tick(double at, double value, int decimals) {}

    private record Scale(double low, double step, int steps, double from, double to) {

        /** A scale of round numbers around some values, which need not differ. */
        static Scale of(List<Point> points, ToDoubleFunction<Point> value, double from, double to) {
            double low = points.stream().mapToDouble(value).min().orElse(0);
            double high = points.stream().mapToDouble(value).max().orElse(1);
            double range = high > low ? high - low : Math.max(1, Math.abs(high));
            double step = roundUp(range / TICKS);
            double start = Math.floor(low / step) * step;
            int steps = Math.max(1, (int) Math.ceil((high - start) / step - 1e-9));
            return new Scale(start, step, steps, from, to);
        }

        /** The next number of 1, 2 or 5 times a power of ten. */
        private static double roundUp(double step) {
            double power = Math.pow(10, Math.floor(Math.log10(step)));
            double digits = step / power;
            if (digits <= 1) {
                return power;
            }
            return digits <= 2 ? 2 * power : digits <= 5 ? 5 * power : 10 * power;
        }

        double at(double value) {
            return Math.round((from + (value - low) / (step * steps) * (to - from)) * 10) / 10.0;
        }

        List<Tick> ticks() {
            List<Tick> ticks = new ArrayList<>();
            int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
            for (int i = 0; i <= steps; i++) {
                double value = low + i * step;
                ticks.add(new Tick(at(value), value, decimals));
            }
            return ticks;
        }
    }

    static ScatterPlot of(MetricCheck check) {
        List<Point> points = check.points();
        Scale scores = Scale.of(points, point -> 10 * point.score(), LEFT, RIGHT);
        Scale values = Scale.of(points, Point::value, BOTTOM, TOP);
        return new ScatterPlot(
                points.stream()
                        .map(point ->
                                new Dot(scores.at(10 * point.score()), values.at(point.value()), point.filename()))
                        .toList(),
                scores.ticks(),
                values.ticks());
    }
}
