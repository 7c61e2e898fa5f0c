package com.engram.inference.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Finds the directions in which pictures differ most: the principal components of their features. */
final class Directions {
    private Directions() {}

    /** At most {@code count} unit vectors, the widest first; by way of the pictures' products, for they are fewer than features. */
    static float[][] widest(float[][] rows, int count) {
        int n = rows.length;
        DMatrixRMaj products = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = dot(rows[i], rows[j]);
                products.set(i, j, dot);
                products.set(j, i, dot);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(products)) {
            throw new ArithmeticException("The pictures' products have no eigenvalues");
        }
        return IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
                .limit(count)
                .filter(i -> eigen.getEigenvalue(i).getReal() > 1e-9)
                .map(i -> combined(
                        rows, eigen.getEigenVector(i), eigen.getEigenvalue(i).getReal()))
                .toArray(float[][]::new);
    }

    /** The {@code count} widest directions of a covariance, as columns. */
    static DMatrixRMaj widest(DMatrixRMaj covariance, int count) {
        int n = covariance.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(covariance.copy())) {
            throw new ArithmeticException("The covariance has no eigenvalues");
        }
        int[] widest = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
                .limit(count)
                .mapToInt(i -> i)
                .toArray();
        DMatrixRMaj directions = new DMatrixRMaj(n, widest.length);
        for (int k = 0; k < widest.length; k++) {
            CommonOps_DDRM.insert(eigen.getEigenVector(widest[k]), directions, 0, k);
        }
        return directions;
    }

    private static float[] combined(float[][] rows, DMatrixRMaj shares, double value) {
        double[] sum = new double[rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            double share = shares.get(r, 0) / Math.sqrt(value);
            for (int j = 0; j < sum.length; j++) {
                sum[j] += share * rows[r][j];
            }
        }
        float[] direction = new float[sum.length];
        Arrays.setAll(sum, j -> direction[j] = (float) sum[j]);
        return direction;
    }

    /** In four sums at once: one would wait for itself at every step. */
    static double dot(float[] x, float[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            a += (double) x[i] * y[i];
            b += (double) x[i + 1] * y[i + 1];
            c += (double) x[i + 2] * y[i + 2];
            d += (double) x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            a += (double) x[i] * y[i];
        }
        return a + b + c + d;
    }
}
