package com.engram.inference.heatmap;

import com.engram.inference.picture.Pixels;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Judges maps by deletion and insertion (RISE, arXiv 1806.07421): pixels are taken out of a picture, or put into a blurred one,
 * in the order of the map; a map that knows what holds the score up makes it fall early, or rise early.
 */
public final class MapJudge {
    private static final int STEPS = 16;
    private static final int BLUR = 24;

    private final Pixels picture;
    private final Pixels blurred;
    private final ToDoubleFunction<Pixels> score;

    /** A judge by that score. */
    public MapJudge(Pixels picture, ToDoubleFunction<Pixels> score) {
        this.picture = picture;
        this.blurred = blurred(picture);
        this.score = score;
    }

    /** The mean score while pixels are put in, and while they are taken out. */
    public record Verdict(double insertion, double deletion) {
        /** Larger is better. */
        public double difference() {
            return insertion - deletion;
        }
    }

    /** Judges a map of any size. */
    public Verdict judge(float[][] map) {
        Grid grid = Grid.of(map).resized(picture.width(), picture.height());
        Integer[] order = IntStream.range(0, grid.values().length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -grid.values()[i]));
        return new Verdict(area(blurred, picture, order), area(picture, blurred, order));
    }

    private double area(Pixels from, Pixels to, Integer[] order) {
        byte[] rgb = from.rgb().clone();
        double area = 0;
        int done = 0;
        for (int step = 0; step <= STEPS; step++) {
            for (int until = (int) ((long) order.length * step / STEPS); done < until; done++) {
                System.arraycopy(to.rgb(), 3 * order[done], rgb, 3 * order[done], 3);
            }
            double here = score.applyAsDouble(new Pixels(from.width(), from.height(), rgb.clone()));
            area += here * (step == 0 || step == STEPS ? 0.5 : 1) / STEPS;
        }
        return area;
    }

    /** Twice the mean over a window: no edge is left that the network could hold on to. */
    private static Pixels blurred(Pixels pixels) {
        return new Pixels(pixels.width(), pixels.height(), averaged(averaged(pixels.rgb(), pixels), pixels));
    }

    private static byte[] averaged(byte[] rgb, Pixels size) {
        int width = size.width();
        int height = size.height();
        byte[] out = new byte[rgb.length];
        for (int c = 0; c < 3; c++) {
            long[][] sums = new long[height + 1][width + 1];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    sums[y + 1][x + 1] =
                            (rgb[3 * (y * width + x) + c] & 0xFF) + sums[y][x + 1] + sums[y + 1][x] - sums[y][x];
                }
            }
            for (int y = 0; y < height; y++) {
                int top = Math.max(0, y - BLUR);
                int bottom = Math.min(height, y + BLUR + 1);
                for (int x = 0; x < width; x++) {
                    int left = Math.max(0, x - BLUR);
                    int right = Math.min(width, x + BLUR + 1);
                    long sum = sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left];
                    out[3 * (y * width + x) + c] = (byte) (sum / ((long) (bottom - top) * (right - left)));
                }
            }
        }
        return out;
    }

    /**
     * How a map agrees with where people looked. Looking is not remembering: a sanity check only.
     *
     * @param height how much higher the map stands there than elsewhere, in its standard deviations (NSS)
     * @param area how often it stands higher there than at any place (AUC): a half by chance
     */
    public record Gaze(double height, double area) {}

    /** Compares a map with fixations: points as fractions of width and height. */
    public static Gaze gaze(float[][] map, Iterable<double[]> fixations) {
        float[] values = Grid.of(map).resized(64, 64).values();
        double mean = 0;
        double square = 0;
        for (float value : values) {
            mean += value / values.length;
            square += (double) value * value / values.length;
        }
        double deviation = Math.sqrt(Math.max(1e-12, square - mean * mean));
        double height = 0;
        double area = 0;
        int count = 0;
        for (double[] point : fixations) {
            int x = (int) Math.max(0, Math.min(63, point[0] * 64));
            int y = (int) Math.max(0, Math.min(63, point[1] * 64));
            float here = values[y * 64 + x];
            height += (here - mean) / deviation;
            double below = 0;
            for (float value : values) {
                below += value < here ? 1 : value == here ? 0.5 : 0;
            }
            area += below / values.length;
            count++;
        }
        return new Gaze(height / count, area / count);
    }
}
