package com.engram.inference.training;

import com.engram.inference.model.KernelHead;
import com.engram.inference.model.Network;
import com.engram.inference.model.Projection;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Fits a {@link KernelHead}: kernel ridge regression on the logits of the hit rates, with one centre per picture and every view
 * of every picture to fit (a subset of regressors). How far its scores must be stretched is learnt on inner folds.
 */
final class KernelRegression {
    /** What the head reads: the last features, and four layers on the way to them. */
    static final List<String> LAYERS =
            List.of("top", "block7.expand", "block11.expand", "block14.expand", "block16.expand");

    /** The weight in distances of the layers on the way, together, where the last features' is one. */
    private static final double LAYERS_WEIGHT = 0.3;

    private static final int DIRECTIONS = 128;
    private static final double RATE = 0.6;
    private static final double PENALTY = 0.6;

    /** Hit rates of 0 and 1 have no logit: the bounds lie this far outside. */
    private static final double MARGIN = 0.05;

    /** Fewer pictures say nothing of how far to stretch. */
    private static final int LEAST_FOR_STRETCHING = 50;

    private final double[] weights;

    KernelRegression(Network network) {
        int top = network.channels(LAYERS.subList(0, 1));
        int all = network.channels(LAYERS);
        weights = new double[all];
        int at = 0;
        for (String layer : LAYERS) {
            int channels = network.channels(List.of(layer));
            double share = at == 0 ? 1 : LAYERS_WEIGHT / (LAYERS.size() - 1);
            Arrays.fill(weights, at, at += channels, Math.sqrt(share / (1 + LAYERS_WEIGHT) / channels));
        }
        if (at != all || top == 0) {
            throw new IllegalArgumentException("The network lacks a layer of " + LAYERS);
        }
    }

    /**
     * The head that fits best.
     *
     * @param views of each picture, see {@link Views#pooled}
     * @param inner folds over the pictures, to learn the stretch on
     */
    KernelHead fit(float[][][] views, double[] targets, Folds inner) {
        KernelHead plain = fit(views, targets);
        if (targets.length < LEAST_FOR_STRETCHING) {
            return plain;
        }
        double[] predicted = new double[targets.length];
        for (int fold = 0; fold < inner.count(); fold++) {
            int[] kept = inner.kept(fold).stream().mapToInt(i -> i).toArray();
            KernelHead head = fit(picked(views, kept), Statistics.picked(targets, kept));
            for (int i : inner.heldOut(fold)) {
                predicted[i] = head.score(views[0][i]);
            }
        }
        double[] line = Statistics.line(predicted, targets);
        return new KernelHead(
                plain.mean(),
                plain.scale(),
                plain.directions(),
                plain.centres(),
                plain.norms(),
                plain.coefficients(),
                plain.rate(),
                plain.offset(),
                line[0] + line[1] * plain.low(),
                line[0] + line[1] * plain.high());
    }

    static float[][][] picked(float[][][] views, int[] pictures) {
        return Arrays.stream(views)
                .map(view -> Arrays.stream(pictures).mapToObj(i -> view[i]).toArray(float[][]::new))
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
        float[][] pictures = means(scaled, n);
        float[][] directions = Directions.widest(pictures, Math.min(DIRECTIONS, n - 1));
        double[][] centres = along(pictures, directions);
        double[][] rows = along(scaled, directions);
        double[] norms = norms(pictures);
        double[] logits = Arrays.stream(targets)
                .map(y -> Math.log((y + MARGIN) / (1 + MARGIN - y)))
                .toArray();
        double offset = Arrays.stream(logits).average().orElse(0);
        double[] coefficients = solve(
                likeness(rows, norms(scaled), centres, norms),
                likeness(centres, norms, centres, norms),
                logits,
                offset);
        return new KernelHead(
                mean,
                scale,
                new Projection(joined(directions), mean.length),
                joined(centres),
                floats(norms),
                floats(coefficients),
                RATE,
                offset,
                -MARGIN,
                1 + MARGIN);
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
            // A feature that never fires must not divide by zero.
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

    /** Each picture's mean over its views. */
    private static float[][] means(float[][] rows, int n) {
        float[][] means = new float[n][rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            for (int j = 0; j < rows[r].length; j++) {
                means[r % n][j] += rows[r][j] * n / rows.length;
            }
        }
        return means;
    }

    private static double[][] along(float[][] rows, float[][] directions) {
        double[][] along = new double[rows.length][directions.length];
        for (int r = 0; r < rows.length; r++) {
            for (int k = 0; k < directions.length; k++) {
                along[r][k] = Directions.dot(rows[r], directions[k]);
            }
        }
        return along;
    }

    private static double[] norms(float[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> Directions.dot(row, row)).toArray();
    }

    private static DMatrixRMaj likeness(double[][] rows, double[] rowNorms, double[][] centres, double[] norms) {
        DMatrixRMaj likeness = new DMatrixRMaj(rows.length, centres.length);
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < centres.length; c++) {
                double dot = 0;
                for (int k = 0; k < rows[r].length; k++) {
                    dot += rows[r][k] * centres[c][k];
                }
                double distance = Math.sqrt(Math.max(0, rowNorms[r] - 2 * dot + norms[c]));
                likeness.set(r, c, Math.exp(-RATE * distance));
            }
        }
        return likeness;
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
            throw new ArithmeticException("The pictures' features are too much alike to fit a head");
        }
        return coefficients.data;
    }

    private static float[] joined(float[][] rows) {
        float[] joined = new float[rows.length * rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, joined, r * rows[0].length, rows[0].length);
        }
        return joined;
    }

    private static float[] joined(double[][] rows) {
        return joined(Arrays.stream(rows).map(KernelRegression::floats).toArray(float[][]::new));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
