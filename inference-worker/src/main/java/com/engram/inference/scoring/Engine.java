package com.engram.inference.scoring;

import com.engram.inference.model.Preprocessing;
import com.engram.inference.picture.Pixels;

/** Runs a model's numbers. ONNX Runtime does it fastest on a processor; PyTorch is the reference. Safe for many threads. */
public interface Engine extends AutoCloseable {
    /**
     * What the model makes of pixels at any size whose sides are multiples of 32.
     *
     * @see Preprocessing
     */
    Activation run(Pixels pixels);

    @Override
    void close();

    /**
     * A model's answer.
     *
     * @param cells the weighted sum of features in each cell of a map, row by row; their mean plus the bias is the score
     * @param pooled each feature's mean over the cells
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Activation(float[] cells, int rows, int columns, float[] pooled) {}
}
