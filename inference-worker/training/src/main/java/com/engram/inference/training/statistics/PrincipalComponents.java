package com.engram.inference.training.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Principal component analysis. */
public final class PrincipalComponents {
    private PrincipalComponents() {}

    /**
     * The principal components of centred rows, computed from the products between rows, because there are fewer rows than
     * features.
     *
     * @param rows one row of features per image, with a mean of zero
     * @return at most {@code count} unit vectors, in order of descending variance
     */
    public static float[][] ofRows(float[][] rows, int count) {
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
            throw new ArithmeticException("The eigenvalues of the images' products could not be computed");
        }
        return IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
                .limit(count)
                .filter(i -> eigen.getEigenvalue(i).getReal() > 1e-9)
                .map(i -> component(
                        rows, eigen.getEigenVector(i), eigen.getEigenvalue(i).getReal()))
                .toArray(float[][]::new);
    }

    /**
     * The principal components of a covariance matrix.
     *
     * @return {@code count} unit vectors as columns, in order of descending variance
     */
    public static DMatrixRMaj ofCovariance(DMatrixRMaj covariance, int count) {
        int n = covariance.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(covariance.copy())) {
            throw new ArithmeticException("The eigenvalues of the covariance could not be computed");
        }
        int[] largest = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
                .limit(count)
                .mapToInt(i -> i)
                .toArray();
        DMatrixRMaj components = new DMatrixRMaj(n, largest.length);
        for (int k = 0; k < largest.length; k++) {
            CommonOps_DDRM.insert(eigen.getEigenVector(largest[k]), components, 0, k);
        }
        return components;
    }

    /** The unit vector in feature space that belongs to an eigenvector of the products between rows. */
    private static float[] component(float[][] rows, DMatrixRMaj eigenvector, double eigenvalue) {
        double[] sum = new double[rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            double weight = eigenvector.get(r, 0) / Math.sqrt(eigenvalue);
            for (int j = 0; j < sum.length; j++) {
                sum[j] += weight * rows[r][j];
            }
        }
        float[] component = new float[sum.length];
        for (int j = 0; j < sum.length; j++) {
            component[j] = (float) sum[j];
        }
        return component;
    }

    /** The dot product. Four independent sums let the processor overlap the additions. */
    public static double dot(float[] x, float[] y) {
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
