package com.engram.inference.training;

import com.engram.inference.model.LinearHead;

/**
 * Ridge regression in its dual form: as many unknowns as pictures, not as features. Features are standardised and divided by
 * the root of their number, so that one strength of the penalty suits any width.
 */
public final class Ridge {
    private Ridge() {}

    /**
     * The head that fits the targets best.
     *
     * @param features one row of pooled features per picture
     * @param alpha strength of the penalty; about 3 for 1280 features of some hundred pictures
     */
    public static LinearHead fit(float[][] features, double[] targets, double alpha) {
        int n = features.length;
        int d = features[0].length;
        double[] mean = new double[d];
        double[] deviation = new double[d];
        standardisation(features, mean, deviation);
        double[][] rows = new double[n][d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                rows[i][j] = (features[i][j] - mean[j]) / (deviation[j] * Math.sqrt(d));
            }
        }
        double centre = 0;
        for (double target : targets) {
            centre += target / n;
        }
        double[] dual = Cholesky.solve(gram(rows, alpha), minus(targets, centre));
        float[] weights = new float[d];
        double bias = centre;
        for (int j = 0; j < d; j++) {
            double w = 0;
            for (int i = 0; i < n; i++) {
                w += rows[i][j] * dual[i];
            }
            weights[j] = (float) (w / (deviation[j] * Math.sqrt(d)));
            bias -= weights[j] * mean[j];
        }
        return new LinearHead(weights, bias);
    }

    private static void standardisation(float[][] features, double[] mean, double[] deviation) {
        int n = features.length;
        for (int j = 0; j < mean.length; j++) {
            double sum = 0;
            double squares = 0;
            for (float[] row : features) {
                sum += row[j];
                squares += (double) row[j] * row[j];
            }
            mean[j] = sum / n;
            // A feature that never fires must not divide by zero.
            deviation[j] = Math.sqrt(Math.max(0, squares / n - mean[j] * mean[j])) + 1e-6;
        }
    }

    private static double[][] gram(double[][] rows, double alpha) {
        int n = rows.length;
        double[][] gram = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = i == j ? alpha : 0;
                for (int k = 0; k < rows[i].length; k++) {
                    dot += rows[i][k] * rows[j][k];
                }
                gram[i][j] = dot;
                gram[j][i] = dot;
            }
        }
        return gram;
    }

    private static double[] minus(double[] values, double centre) {
        double[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] -= centre;
        }
        return out;
    }
}
