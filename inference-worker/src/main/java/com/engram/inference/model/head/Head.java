package com.engram.inference.model.head;

import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.util.List;
import java.util.Optional;

/** The last step of a model, which computes the unclipped score from the pooled features of an image. */
public sealed interface Head permits LinearHead, KernelHead {
    /** The unclipped score for pooled features. */
    double score(float[] pooled);

    /**
     * A linear head with the same score at these features. Because pooling is a mean over cells, its weights distribute the score
     * exactly over the cells, which is the decomposition.
     */
    LinearHead linearAt(float[] pooled);

    /** What the head needs to know of an image to score it and to compare it with others; empty if it cannot compare images. */
    Optional<Embedding> embed(float[] pooled);

    /** The length of its embeddings; 0 if it cannot compare images. */
    int embeddingLength();

    /** The parameters of the head, which are stored with the weights of the network. */
    List<Tensor> tensors();

    /**
     * The head that is stored in the weights.
     *
     * @param features the number of pooled features
     * @throws IllegalArgumentException if the weights contain no head for that many features
     */
    static Head of(Weights weights, int features) {
        return weights.has(KernelHead.CENTRES)
                ? KernelHead.of(weights, features)
                : LinearHead.of(weights, LinearHead.TENSOR, features);
    }
}
