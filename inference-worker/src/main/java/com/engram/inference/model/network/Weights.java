package com.engram.inference.model.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The weights of a model: tensors by name. */
public final class Weights {
    private final Map<String, Tensor> tensors;

    /** Weights with those tensors, by name. */
    public Weights(Map<String, Tensor> tensors) {
        this.tensors = new LinkedHashMap<>(tensors);
    }

    /** The kernel of a convolution, of shape {@link Node.Convolution#kernelShape()}. */
    public float[] kernel(Node.Convolution node) {
        return values(kernelName(node.name()), Tensor.size(node.kernelShape()));
    }

    /** The bias of a convolution, one value per output channel. */
    public float[] bias(Node.Convolution node) {
        return values(biasName(node.name()), node.channels());
    }

    /**
     * The values of the tensor with that name.
     *
     * @throws IllegalArgumentException if there is none of that size
     */
    public float[] values(String name, long size) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || tensor.values().length != size) {
            throw new IllegalArgumentException("The weights contain no tensor " + name + " of " + size + " values");
        }
        return tensor.values();
    }

    /** Whether there is a tensor with that name. */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** The number of values of the tensor with that name; 0 if there is none. */
    public int count(String name) {
        Tensor tensor = tensors.get(name);
        return tensor == null ? 0 : tensor.values().length;
    }

    /** All tensors, in their order. */
    public Collection<Tensor> tensors() {
        return tensors.values();
    }

    /** The name of the kernel of a convolution. */
    public static String kernelName(String node) {
        return node + ".weight";
    }

    /** The name of the bias of a convolution. */
    public static String biasName(String node) {
        return node + ".bias";
    }
}
