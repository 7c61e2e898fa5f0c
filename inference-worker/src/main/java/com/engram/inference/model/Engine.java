package com.engram.inference.model;

import com.engram.inference.image.Pixels;
import com.engram.inference.model.head.Head;
import com.engram.inference.model.head.LinearHead;
import com.engram.inference.model.network.FeatureMap;
import java.util.List;

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
     * @param bias what no cell accounts for
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Activation(float[] cells, int rows, int columns, float[] pooled, double bias) {
        /** The answer of a head to the maps of a body's layers and their means, one layer's after the other's. */
        public static Activation of(List<FeatureMap> maps, float[] pooled, Head head) {
            LinearHead here = head.at(pooled);
            return new Activation(
                    here.cells(maps), maps.get(0).rows(), maps.get(0).columns(), pooled, here.bias());
        }
    }
}
