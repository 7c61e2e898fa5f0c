package com.engram.inference.training.statistics;

import com.engram.inference.model.head.LinearHead;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Ridge regression in its dual form, which has as many unknowns as images instead of features. Features are standardised and
 * divided by the square root of their number, so that one penalty suits any number of features.
 */
public final class RidgeRegression {
    private RidgeRegression() {}

    /**
     * Fits a linear head to the targets.
     *
     * @param features one row of pooled features per image
     * @param targets one per image
     * @param alpha the penalty; about 3 for 1,280 features of some hundred images
     * @throws ArithmeticException if the penalty is too small for these features
     */
    public static LinearHead fit(float[][] features, double[] targets, double alpha) {
        int n = features.length;
        int d = features[0].length;
        double[] mean = new double[d];
        double[] deviation = new double[d];
        standardisation(features, mean, deviation);
        DMatrixRMaj rows = new DMatrixRMaj(n, d);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                rows.set(i, j, (features[i][j] - mean[j]) / (deviation[j] * Math.sqrt(d)));
            }
        }
        double centre = 0;
        for (double target : targets) {
            centre += target / n;
        }
        DMatrixRMaj combined = new DMatrixRMaj(d, 1);
        CommonOps_DDRM.multTransA(rows, dual(rows, targets, centre, alpha), combined);
        float[] weights = new float[d];
        double bias = centre;
        for (int j = 0; j < d; j++) {
            weights[j] = (float) (combined.get(j, 0) / (deviation[j] * Math.sqrt(d)));
            bias -= weights[j] * mean[j];
        }
        return new LinearHead(weights, bias);
    }

    /** One coefficient per image: the solution of (rows x rows' + alpha I) x = targets - centre. */
    private static DMatrixRMaj dual(DMatrixRMaj rows, double[] targets, double centre, double alpha) {
        int n = rows.numRows;
        DMatrixRMaj gram = new DMatrixRMaj(n, n);
        CommonOps_DDRM.multTransB(rows, rows, gram);
        DMatrixRMaj centred = new DMatrixRMaj(n, 1);
        for (int i = 0; i < n; i++) {
            gram.add(i, i, alpha);
            centred.set(i, 0, targets[i] - centre);
        }
        DMatrixRMaj dual = new DMatrixRMaj(n, 1);
        if (!CommonOps_DDRM.solveSPD(gram, centred, dual)) {
            throw new ArithmeticException(
                    "The ridge penalty " + alpha + " is too small: the matrix is not positive definite");
        }
        return dual;
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
            // Avoids a division by zero for a feature that is always zero.
            deviation[j] = Math.sqrt(Math.max(0, squares / n - mean[j] * mean[j])) + 1e-6;
        }
    }
}
