package com.engram.inference.training;

import com.engram.inference.model.FeatureMap;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** A layer's channels at some cells of many pictures: the same cells of every layer whose maps have the same size. */
final class Cells {
    /** Cells of one picture are much alike: a few of each say enough. */
    private static final int EACH = 32;

    private final DMatrixRMaj rows;
    private int pictures;

    Cells(int channels, int pictures) {
        rows = new DMatrixRMaj(pictures * EACH, channels);
    }

    /** Adds the next picture's. */
    void add(FeatureMap map) {
        int size = map.rows() * map.columns();
        Random random = new Random(31L * pictures + size);
        for (int i = 0; i < EACH; i++) {
            int cell = random.nextInt(size);
            for (int c = 0; c < map.channels(); c++) {
                rows.set(pictures * EACH + i, c, map.values()[c * size + cell]);
            }
        }
        pictures++;
    }

    /** One row per cell. */
    DMatrixRMaj rows() {
        return rows;
    }

    double[] mean() {
        return mean(rows);
    }

    static double[] mean(DMatrixRMaj rows) {
        double[] mean = new double[rows.numCols];
        for (int i = 0; i < rows.data.length; i++) {
            mean[i % mean.length] += rows.data[i] / rows.numRows;
        }
        return mean;
    }

    DMatrixRMaj centred() {
        double[] mean = mean();
        DMatrixRMaj centred = rows.copy();
        for (int i = 0; i < centred.data.length; i++) {
            centred.data[i] -= mean[i % mean.length];
        }
        return centred;
    }

    DMatrixRMaj covariance() {
        DMatrixRMaj centred = centred();
        DMatrixRMaj covariance = new DMatrixRMaj(rows.numCols, rows.numCols);
        CommonOps_DDRM.multTransA(1.0 / rows.numRows, centred, centred, covariance);
        return covariance;
    }

    double[] variances() {
        double[] variances = new double[rows.numCols];
        double[] values = centred().data;
        for (int i = 0; i < values.length; i++) {
            variances[i % variances.length] += values[i] * values[i] / rows.numRows;
        }
        return variances;
    }
}
