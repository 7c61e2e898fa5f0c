package com.engram.inference.training.evaluation;

import com.engram.inference.image.Pixels;
import com.engram.inference.model.Grid;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Evaluates heatmaps of one image by deletion and insertion (RISE, arXiv 1806.07421): pixels are replaced by blurred ones, or
 * inserted into the blurred image, in descending order of the map. The better the map, the sooner the score falls or rises.
 */
final class HeatmapEvaluation {
    private static final int STEPS = 16;
    private static final int BLUR = 24;

    private final Pixels image;
    private final Pixels blurred;
    private final ToDoubleFunction<Pixels> score;

    /** An evaluation by that unclipped score. */
    public HeatmapEvaluation(Pixels image, ToDoubleFunction<Pixels> score) {
        this.image = image;
        this.blurred = blurred(image);
        this.score = score;
    }

    /**
     * The result for one map.
     *
     * @param insertion the mean score while pixels are inserted
     * @param deletion the mean score while pixels are deleted
     */
    public record Result(double insertion, double deletion) {
        /** Insertion minus deletion; larger is better. */
        public double difference() {
            return insertion - deletion;
        }
    }

    /** Evaluates a map of any size. */
    public Result evaluate(float[][] map) {
        Grid grid = Grid.of(map).resized(image.width(), image.height());
        Integer[] order = IntStream.range(0, grid.values().length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -grid.values()[i]));
        return new Result(area(blurred, image, order), area(image, blurred, order));
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

    /** A box blur, applied twice, so that no edges remain. */
    private static Pixels blurred(Pixels pixels) {
        return new Pixels(pixels.width(), pixels.height(), boxBlur(boxBlur(pixels.rgb(), pixels), pixels));
    }

    private static byte[] boxBlur(byte[] rgb, Pixels size) {
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
     * How well a map agrees with eye fixations. Attention is not memory, so this is only a sanity check.
     *
     * @param nss normalised scanpath saliency: the mean of the standardised map at the fixations
     * @param auc the area under the ROC curve that separates fixations from all places; 0.5 by chance
     */
    public record GazeAgreement(double nss, double auc) {}

    /**
     * Compares a map with fixations.
     *
     * @param fixations points {x, y} as fractions of width and height
     */
    public static GazeAgreement gazeAgreement(float[][] map, Iterable<double[]> fixations) {
        float[] values = Grid.of(map).resized(64, 64).values();
        double mean = 0;
        double square = 0;
        for (float value : values) {
            mean += value / values.length;
            square += (double) value * value / values.length;
        }
        double deviation = Math.sqrt(Math.max(1e-12, square - mean * mean));
        double nss = 0;
        double auc = 0;
        int count = 0;
        for (double[] point : fixations) {
            int x = (int) Math.max(0, Math.min(63, point[0] * 64));
            int y = (int) Math.max(0, Math.min(63, point[1] * 64));
            float here = values[y * 64 + x];
            nss += (here - mean) / deviation;
            double below = 0;
            for (float value : values) {
                below += value < here ? 1 : value == here ? 0.5 : 0;
            }
            auc += below / values.length;
            count++;
        }
        return new GazeAgreement(nss / count, auc / count);
    }
}
