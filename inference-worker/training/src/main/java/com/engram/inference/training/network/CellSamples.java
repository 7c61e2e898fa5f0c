package com.engram.inference.training.network;

import com.engram.inference.model.network.FeatureMap;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Samples of a layer's output: the values of all channels at random cells of many images. Layers whose maps have the same size
 * are sampled at the same cells.
 */
public final class CellSamples {
    /** The cells of one image resemble each other, so a few of each image are enough. */
    private static final int PER_IMAGE = 32;

    private final DMatrixRMaj rows;
    private int images;

    /** Space for the samples of that many images; none are added yet. */
    public CellSamples(int channels, int images) {
        rows = new DMatrixRMaj(images * PER_IMAGE, channels);
    }

    /** Samples the layer's output for the next image. */
    public void add(FeatureMap map) {
        int size = map.rows() * map.columns();
        Random random = new Random(31L * images + size);
        for (int i = 0; i < PER_IMAGE; i++) {
            int cell = random.nextInt(size);
            for (int c = 0; c < map.channels(); c++) {
                rows.set(images * PER_IMAGE + i, c, map.values()[c * size + cell]);
            }
        }
        images++;
    }

    /** One row per sampled cell, one column per channel. */
    DMatrixRMaj rows() {
        return rows;
    }

    /** The mean of each channel. */
    double[] mean() {
        return mean(rows);
    }

    /** The mean of each column. */
    static double[] mean(DMatrixRMaj rows) {
        double[] mean = new double[rows.numCols];
        for (int i = 0; i < rows.data.length; i++) {
            mean[i % mean.length] += rows.data[i] / rows.numRows;
        }
        return mean;
    }

    /** The rows minus their mean. */
    DMatrixRMaj centred() {
        double[] mean = mean();
        DMatrixRMaj centred = rows.copy();
        for (int i = 0; i < centred.data.length; i++) {
            centred.data[i] -= mean[i % mean.length];
        }
        return centred;
    }

    /** The covariance between channels. */
    DMatrixRMaj covariance() {
        DMatrixRMaj centred = centred();
        DMatrixRMaj covariance = new DMatrixRMaj(rows.numCols, rows.numCols);
        CommonOps_DDRM.multTransA(1.0 / rows.numRows, centred, centred, covariance);
        return covariance;
    }

    /** The variance of each channel. */
    public double[] variances() {
        double[] variances = new double[rows.numCols];
        double[] values = centred().data;
        for (int i = 0; i < values.length; i++) {
            variances[i % variances.length] += values[i] * values[i] / rows.numRows;
        }
        return variances;
    }
}
