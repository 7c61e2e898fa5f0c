package com.engram.inference.model;

import com.engram.inference.image.Pixels;
import com.engram.inference.model.head.Head;
import com.engram.inference.model.head.LinearHead;
import com.engram.inference.model.network.FeatureMap;
import java.util.List;

/** Executes a model. ONNX Runtime is the fastest on a CPU; PyTorch is the reference. Safe for concurrent use. */
public interface Engine extends AutoCloseable {
    /**
     * Runs the model on an image.
     *
     * @param pixels of any size whose sides are multiples of 32, see {@link com.engram.inference.image.InputSize}
     */
    Activation run(Pixels pixels);

    @Override
    void close();

    /**
     * The output of a model for one image.
     *
     * @param cells the contribution of each cell of the feature map, row by row; their mean plus the bias is the unclipped score
     * @param rows the number of rows of the map
     * @param columns the number of columns of the map
     * @param pooled the mean of each feature over the cells
     * @param bias the part of the score that belongs to no cell
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Activation(float[] cells, int rows, int columns, float[] pooled, double bias) {
        /**
         * The output of a head.
         *
         * @param maps the feature maps of the head's layers, the coarsest first
         * @param pooled the means of their features, in the same order
         */
        public static Activation of(List<FeatureMap> maps, float[] pooled, Head head) {
            LinearHead local = head.linearAt(pooled);
            return new Activation(
                    local.cells(maps), maps.get(0).rows(), maps.get(0).columns(), pooled, local.bias());
        }
    }
}
