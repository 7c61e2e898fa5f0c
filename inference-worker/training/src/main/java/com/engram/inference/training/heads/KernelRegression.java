package com.engram.inference.training.heads;

import com.engram.inference.model.head.KernelHead;
import com.engram.inference.model.head.Projection;
import com.engram.inference.model.head.Uncertainty;
import com.engram.inference.model.network.Network;
import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.ImageViews;
import com.engram.inference.training.statistics.PrincipalComponents;
import com.engram.inference.training.statistics.Statistics;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Fits a {@link KernelHead}: kernel ridge regression on the logits of the hit rates, with one centre per image, fitted to every
 * view of every image (the subset of regressors method). The range of the scores is then calibrated on inner folds.
 */
public final class KernelRegression {
    /** The layers that the head reads: the last feature map and four earlier ones. */
    public static final List<String> LAYERS =
            List.of("top", "block7.expand", "block11.expand", "block14.expand", "block16.expand");

    /** The total weight of the earlier layers in distances; the last layer has a weight of 1. */
    private static final double EARLIER_LAYERS_WEIGHT = 0.3;

    private static final int COMPONENTS = 128;
    private static final double RATE = 0.6;
    private static final double PENALTY = 0.6;

    /** The logits of 0 and 1 are infinite, so the bounds of the scores are this far outside. */
    private static final double MARGIN = 0.05;

    /** The range is not calibrated on fewer images. */
    private static final int SMALLEST_CALIBRATION_SET = 50;

    private final double[] weights;

    /**
     * A regression on the features of a network.
     *
     * @throws IllegalArgumentException if the network lacks one of the {@link #LAYERS}
     */
    public KernelRegression(Network network) {
        int top = network.channels(LAYERS.subList(0, 1));
        int all = network.channels(LAYERS);
        weights = new double[all];
        int at = 0;
        for (String layer : LAYERS) {
            int channels = network.channels(List.of(layer));
            double share = at == 0 ? 1 : EARLIER_LAYERS_WEIGHT / (LAYERS.size() - 1);
            Arrays.fill(weights, at, at += channels, Math.sqrt(share / (1 + EARLIER_LAYERS_WEIGHT) / channels));
        }
        if (at != all || top == 0) {
            throw new IllegalArgumentException("The network lacks a layer of " + LAYERS);
        }
    }

    /**
     * Fits a head.
     *
     * @param views the features of each view of each image, see {@link ImageViews#pooled}
     * @param targets what the regression predicts: one value between 0 and 1 per image
     * @param hitRates one per image, to which the range of the scores is calibrated
     * @param inner folds over the images, on which the range of the scores is calibrated
     */
    public KernelHead fit(float[][][] views, double[] targets, double[] hitRates, Folds inner) {
        KernelHead plain = fit(views, targets);
        if (targets.length < SMALLEST_CALIBRATION_SET) {
            return plain;
        }
        double[] predicted = new double[targets.length];
        for (int fold = 0; fold < inner.count(); fold++) {
            int[] training = inner.training(fold);
            KernelHead head = fit(select(views, training), Statistics.select(targets, training));
            for (int i : inner.heldOut(fold)) {
                predicted[i] = head.score(views[0][i]);
            }
        }
        Statistics.Line line = Statistics.fitLine(predicted, hitRates);
        return new KernelHead(
                plain.mean(),
                plain.scale(),
                plain.components(),
                plain.centres(),
                plain.norms(),
                plain.coefficients(),
                plain.rate(),
                plain.offset(),
                line.intercept() + line.slope() * plain.low(),
                line.intercept() + line.slope() * plain.high(),
                Uncertainty.UNKNOWN);
    }

    /** The views of those images only. */
    public static float[][][] select(float[][][] views, int[] images) {
        return Arrays.stream(views)
                .map(view -> Arrays.stream(images).mapToObj(i -> view[i]).toArray(float[][]::new))
                .toArray(float[][][]::new);
    }

    private KernelHead fit(float[][][] views, double[] targets) {
        int n = targets.length;
        float[] mean = new float[weights.length];
        float[] scale = new float[weights.length];
        standardise(views, mean, scale);
        float[][] scaled = Arrays.stream(views)
                .flatMap(Arrays::stream)
                .map(row -> scaled(row, mean, scale))
                .toArray(float[][]::new);
        float[][] images = means(scaled, n);
        float[][] components = PrincipalComponents.ofRows(images, Math.min(COMPONENTS, n - 1));
        double[][] centres = project(images, components);
        double[][] rows = project(scaled, components);
        double[] norms = norms(images);
        double[] logits = Arrays.stream(targets)
                .map(y -> Math.log((y + MARGIN) / (1 + MARGIN - y)))
                .toArray();
        double offset = Arrays.stream(logits).average().orElse(0);
        double[] coefficients = solve(
                kernel(rows, norms(scaled), centres, norms), kernel(centres, norms, centres, norms), logits, offset);
        return new KernelHead(
                mean,
                scale,
                new Projection(flatten(components), mean.length),
                flatten(centres),
                floats(norms),
                floats(coefficients),
                RATE,
                offset,
                -MARGIN,
                1 + MARGIN,
                Uncertainty.UNKNOWN);
    }

    private void standardise(float[][][] views, float[] mean, float[] scale) {
        for (int j = 0; j < mean.length; j++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (float[][] view : views) {
                for (float[] row : view) {
                    sum += row[j];
                    squares += (double) row[j] * row[j];
                    count++;
                }
            }
            mean[j] = (float) (sum / count);
            // Avoids a division by zero for a feature that is always zero.
            double deviation = Math.sqrt(Math.max(0, squares / count - (double) mean[j] * mean[j])) + 1e-6;
            scale[j] = (float) (weights[j] / deviation);
        }
    }

    private static float[] scaled(float[] row, float[] mean, float[] scale) {
        float[] scaled = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            scaled[i] = (row[i] - mean[i]) * scale[i];
        }
        return scaled;
    }

    /** The mean of each image over its views. */
    private static float[][] means(float[][] rows, int n) {
        float[][] means = new float[n][rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            for (int j = 0; j < rows[r].length; j++) {
                means[r % n][j] += rows[r][j] * n / rows.length;
            }
        }
        return means;
    }

    private static double[][] project(float[][] rows, float[][] components) {
        double[][] projected = new double[rows.length][components.length];
        for (int r = 0; r < rows.length; r++) {
            for (int k = 0; k < components.length; k++) {
                projected[r][k] = PrincipalComponents.dot(rows[r], components[k]);
            }
        }
        return projected;
    }

    private static double[] norms(float[][] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> PrincipalComponents.dot(row, row))
                .toArray();
    }

    /** The Laplace kernel between rows and centres; distances outside the components are included by the norms. */
    private static DMatrixRMaj kernel(double[][] rows, double[] rowNorms, double[][] centres, double[] norms) {
        DMatrixRMaj kernel = new DMatrixRMaj(rows.length, centres.length);
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < centres.length; c++) {
                double dot = 0;
                for (int k = 0; k < rows[r].length; k++) {
                    dot += rows[r][k] * centres[c][k];
                }
                double distance = Math.sqrt(Math.max(0, rowNorms[r] - 2 * dot + norms[c]));
                kernel.set(r, c, Math.exp(-RATE * distance));
            }
        }
        return kernel;
    }

    private static double[] solve(DMatrixRMaj all, DMatrixRMaj centres, double[] logits, double offset) {
        int n = logits.length;
        DMatrixRMaj right = new DMatrixRMaj(all.numRows, 1);
        for (int r = 0; r < all.numRows; r++) {
            right.set(r, 0, logits[r % n] - offset);
        }
        DMatrixRMaj normal = new DMatrixRMaj(n, n);
        CommonOps_DDRM.multTransA(all, all, normal);
        CommonOps_DDRM.addEquals(normal, PENALTY * all.numRows / n, centres);
        for (int i = 0; i < n; i++) {
            normal.add(i, i, 1e-4);
        }
        DMatrixRMaj projected = new DMatrixRMaj(n, 1);
        CommonOps_DDRM.multTransA(all, right, projected);
        DMatrixRMaj coefficients = new DMatrixRMaj(n, 1);
        if (!CommonOps_DDRM.solve(normal, projected, coefficients)) {
            throw new ArithmeticException("The images' features are linearly dependent, so no head can be fitted");
        }
        return coefficients.data;
    }

    private static float[] flatten(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, flat, r * rows[0].length, rows[0].length);
        }
        return flat;
    }

    private static float[] flatten(double[][] rows) {
        return flatten(Arrays.stream(rows).map(KernelRegression::floats).toArray(float[][]::new));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
