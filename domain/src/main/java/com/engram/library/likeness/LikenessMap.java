package com.engram.library.likeness;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Places points in the plane so that their distances are close to given ones: classical multidimensional scaling (Torgerson 1952).
 * The points are scaled to a square, with equal units in both directions.
 *
 * @param x from 0 to 1, in the order of the points
 * @param y from 0 to 1
 * @param kept the share of the sum of the positive eigenvalues that the two directions have, 0..1
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LikenessMap(double[] x, double[] y, double kept) {

    /** Rounding leaves eigenvalues of this size, relative to the largest one, where there are none. */
    private static final double NOTHING = 1e-9;

    /**
     * Places unit vectors by the angles between them.
     *
     * @param vectors two or more, of one length
     */
    static LikenessMap of(List<double[]> vectors) {
        int n = vectors.size();
        RealMatrix products = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                double product = product(vectors.get(i), vectors.get(j));
                products.setEntry(i, j, product);
                products.setEntry(j, i, product);
            }
        }
        EigenDecomposition decomposition = new EigenDecomposition(centred(products));
        double[] values = decomposition.getRealEigenvalues();
        double sum = 0;
        for (double value : values) {
            sum += Math.max(0, value);
        }
        double[] x = axis(decomposition, 0, sum);
        double[] y = n > 2 ? axis(decomposition, 1, sum) : new double[n];
        double shown = Math.max(0, values[0]) + (n > 2 ? Math.max(0, values[1]) : 0);
        return scaled(x, y, sum > NOTHING ? shown / sum : 1);
    }

    static double product(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** Moves the origin to the mean of the points, which keeps the distances. */
    private static RealMatrix centred(RealMatrix products) {
        int n = products.getRowDimension();
        double[] means = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            for (double entry : products.getRow(i)) {
                means[i] += entry / n;
            }
            mean += means[i] / n;
        }
        RealMatrix centred = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                // Both halves are written, so that the decomposition sees an exactly symmetric matrix.
                double entry = products.getEntry(i, j) - means[i] - means[j] + mean;
                centred.setEntry(i, j, entry);
                centred.setEntry(j, i, entry);
            }
        }
        return centred;
    }

    /** The coordinates in a direction. Its sign is arbitrary, so the first point of some size is on the positive side. */
    private static double[] axis(EigenDecomposition decomposition, int direction, double sum) {
        double value = decomposition.getRealEigenvalue(direction);
        double[] vector = decomposition.getEigenvector(direction).toArray();
        double length = value > NOTHING * Math.max(NOTHING, sum) ? Math.sqrt(value) : 0;
        double sign = 1;
        for (double entry : vector) {
            if (Math.abs(entry) > NOTHING) {
                sign = Math.signum(entry);
                break;
            }
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= sign * length;
        }
        return vector;
    }

    private static LikenessMap scaled(double[] x, double[] y, double kept) {
        double left = min(x);
        double top = min(y);
        double width = -min(negated(x)) - left;
        double height = -min(negated(y)) - top;
        double size = Math.max(width, height);
        double[] across = new double[x.length];
        double[] down = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            across[i] = size < NOTHING ? 0.5 : (x[i] - left + (size - width) / 2) / size;
            down[i] = size < NOTHING ? 0.5 : (y[i] - top + (size - height) / 2) / size;
        }
        return new LikenessMap(across, down, Math.min(1, kept));
    }

    private static double min(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static double[] negated(double[] values) {
        double[] negated = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            negated[i] = -values[i];
        }
        return negated;
    }
}
