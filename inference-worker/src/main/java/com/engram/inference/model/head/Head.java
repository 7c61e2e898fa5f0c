package com.engram.inference.model.head;

import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.util.List;

/** The last step of a model: from the pooled features of an image to its unclipped score. */
public sealed interface Head permits LinearHead, KernelHead {
    /** The unclipped score of pooled features. */
    double score(float[] pooled);

    /**
     * The linear head that gives this very score for these features. Since pooling is a mean over cells, its weights share the
     * score out among the cells exactly: that is what the decomposition shows.
     */
    LinearHead at(float[] pooled);

    /** All that the head has learnt, for keeping beside the network's weights. */
    List<Tensor> tensors();

    /** The head that is kept among the weights. */
    static Head of(Weights weights, int features) {
        return weights.has(KernelHead.CENTRES)
                ? KernelHead.of(weights, features)
                : LinearHead.of(weights, LinearHead.TENSOR, features);
    }
}
