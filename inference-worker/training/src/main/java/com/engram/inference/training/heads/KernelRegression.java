package com.engram.inference.training.heads;

import com.engram.inference.model.head.Kernel;
import com.engram.inference.model.head.KernelHead;
import com.engram.inference.model.head.Projection;
import com.engram.inference.model.head.Uncertainty;
import com.engram.inference.model.network.Network;
import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.ImageViews;
import com.engram.inference.training.statistics.PrincipalComponents;
import com.engram.inference.training.statistics.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

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
        return prepare(views, inner)
                .fit(KernelSettings.DEFAULT, targets, hitRates)
                .head();
    }

    /**
     * Prepares fits with several settings: what they share takes most of the time.
     *
     * @param views the features of each view of each image, see {@link ImageViews#pooled}
     * @param inner folds over the images, on which the range of the scores is calibrated
     */
    public Prepared prepare(float[][][] views, Folds inner) {
        int n = views[0].length;
        List<Geometry> geometries = new ArrayList<>();
        if (n >= SMALLEST_CALIBRATION_SET) {
            for (int fold = 0; fold < inner.count(); fold++) {
                geometries.add(new Geometry(select(views, inner.training(fold)), weights));
            }
        }
        return new Prepared(new Geometry(views, weights), geometries, inner, views[0]);
    }

    /** The views of those images only. */
    public static float[][][] select(float[][][] views, int[] images) {
        return Arrays.stream(views)
                .map(view -> Arrays.stream(images).mapToObj(i -> view[i]).toArray(float[][]::new))
                .toArray(float[][][]::new);
    }

    /**
     * A fitted head.
     *
     * @param innerPredictions what heads of the same settings predict for the images of the inner folds that they were not fitted to;
     *     empty for too few images
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Fitted(KernelHead head, double[] innerPredictions) {}

    /** Images whose heads can be fitted with several settings. */
    public static final class Prepared {
        private final Geometry all;
        private final List<Geometry> inner;
        private final Folds folds;
        private final float[][] plainView;

        private Prepared(Geometry all, List<Geometry> inner, Folds folds, float[][] plainView) {
            this.all = all;
            this.inner = inner;
            this.folds = folds;
            this.plainView = plainView;
        }

        /**
         * Fits a head.
         *
         * @param targets what the regression predicts: one value between 0 and 1 per image
         * @param hitRates one per image, to which the range of the scores is calibrated
         */
        public Fitted fit(KernelSettings settings, double[] targets, double[] hitRates) {
            KernelHead plain = all.fit(targets, settings);
            if (inner.isEmpty()) {
                return new Fitted(plain, new double[0]);
            }
            double[] predicted = new double[targets.length];
            for (int fold = 0; fold < inner.size(); fold++) {
                KernelHead head = inner.get(fold).fit(Statistics.select(targets, folds.training(fold)), settings);
                for (int i : folds.heldOut(fold)) {
                    predicted[i] = head.score(plainView[i]);
                }
            }
            Statistics.Line line = Statistics.fitLine(predicted, hitRates);
            return new Fitted(
                    plain.withRange(
                            line.intercept() + line.slope() * plain.low(),
                            line.intercept() + line.slope() * plain.high()),
                    predicted);
        }
    }

    /** Images in the space of a head: what does not depend on targets and settings. */
    private static final class Geometry {
        private final float[] mean;
        private final float[] scale;
        private final Projection projection;
        private final double[][] centres;
        private final double[] norms;

        /** From every view of every image to every centre. */
        private final DMatrixRMaj viewDistances;

        private final DMatrixRMaj centreDistances;

        /** The last system of equations: heads that differ in their targets share it. */
        private @Nullable Equations equations;

        Geometry(float[][][] views, double[] weights) {
            int n = views[0].length;
            mean = new float[weights.length];
            scale = new float[weights.length];
            standardise(views, weights, mean, scale);
            float[][] scaled = Arrays.stream(views)
                    .flatMap(Arrays::stream)
                    .map(row -> scaled(row, mean, scale))
                    .toArray(float[][]::new);
            float[][] images = means(scaled, n);
            float[][] components = PrincipalComponents.ofRows(images, Math.min(COMPONENTS, n - 1));
            projection = new Projection(flatten(components), mean.length);
            centres = project(images, projection);
            norms = norms(images);
            viewDistances = distances(project(scaled, projection), norms(scaled), centres, norms);
            centreDistances = distances(centres, norms, centres, norms);
        }

        KernelHead fit(double[] targets, KernelSettings settings) {
            double[] logits = Arrays.stream(targets)
                    .map(y -> Math.log((y + MARGIN) / (1 + MARGIN - y)))
                    .toArray();
            double offset = Arrays.stream(logits).average().orElse(0);
            if (equations == null || !equations.settings().equals(settings)) {
                equations = Equations.of(viewDistances, centreDistances, settings);
            }
            double[] coefficients = equations.solve(logits, offset);
            return new KernelHead(
                    mean,
                    scale,
                    projection,
                    flatten(centres),
                    floats(norms),
                    floats(coefficients),
                    settings.kernel(),
                    offset,
                    -MARGIN,
                    1 + MARGIN,
                    Uncertainty.UNKNOWN);
        }
    }

    private static void standardise(float[][][] views, double[] weights, float[] mean, float[] scale) {
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

    private static double[][] project(float[][] rows, Projection projection) {
        double[][] projected = new double[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            float[] components = projection.project(rows[r]);
            projected[r] = new double[components.length];
            for (int k = 0; k < components.length; k++) {
                projected[r][k] = components[k];
            }
        }
        return projected;
    }

    private static double[] norms(float[][] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> PrincipalComponents.dot(row, row))
                .toArray();
    }

    /** The distances between rows and centres; what is outside the components is included by the norms. */
    private static DMatrixRMaj distances(double[][] rows, double[] rowNorms, double[][] centres, double[] norms) {
        DMatrixRMaj distances = new DMatrixRMaj(rows.length, centres.length);
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < centres.length; c++) {
                double dot = 0;
                for (int k = 0; k < rows[r].length; k++) {
                    dot += rows[r][k] * centres[c][k];
                }
                distances.set(r, c, Math.sqrt(Math.max(0, rowNorms[r] - 2 * dot + norms[c])));
            }
        }
        return distances;
    }

    private static DMatrixRMaj kernel(DMatrixRMaj distances, Kernel kernel) {
        DMatrixRMaj values = new DMatrixRMaj(distances.numRows, distances.numCols);
        for (int i = 0; i < values.data.length; i++) {
            values.data[i] = kernel.at(distances.data[i]);
        }
        return values;
    }

    /** The normal equations of the regression. */
    private record Equations(KernelSettings settings, DMatrixRMaj views, DMatrixRMaj normal) {

        static Equations of(DMatrixRMaj viewDistances, DMatrixRMaj centreDistances, KernelSettings settings) {
            DMatrixRMaj views = kernel(viewDistances, settings.kernel());
            int n = views.numCols;
            DMatrixRMaj normal = new DMatrixRMaj(n, n);
            CommonOps_DDRM.multInner(views, normal);
            CommonOps_DDRM.addEquals(
                    normal, settings.penalty() * views.numRows / n, kernel(centreDistances, settings.kernel()));
            for (int i = 0; i < n; i++) {
                normal.add(i, i, 1e-4);
            }
            return new Equations(settings, views, normal);
        }

        double[] solve(double[] logits, double offset) {
            int n = logits.length;
            DMatrixRMaj right = new DMatrixRMaj(views.numRows, 1);
            for (int r = 0; r < views.numRows; r++) {
                right.set(r, 0, logits[r % n] - offset);
            }
            DMatrixRMaj projected = new DMatrixRMaj(n, 1);
            CommonOps_DDRM.multTransA(views, right, projected);
            DMatrixRMaj coefficients = new DMatrixRMaj(n, 1);
            if (!CommonOps_DDRM.solve(normal, projected, coefficients)) {
                throw new ArithmeticException("The images' features are linearly dependent, so no head can be fitted");
            }
            return coefficients.data;
        }
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
