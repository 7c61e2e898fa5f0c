package com.engram.inference.model.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The trained numbers of a model by name; checked against the network that they belong to. */
public final class Weights {
    private final Map<String, Tensor> tensors;

    public Weights(Map<String, Tensor> tensors) {
        this.tensors = new LinkedHashMap<>(tensors);
    }

    /** A convolution's kernel, shaped as {@link Node.Convolve#kernelShape()}. */
    public float[] kernel(Node.Convolve node) {
        return values(kernelName(node.name()), Tensor.size(node.kernelShape()));
    }

    /** A convolution's bias, one value per output channel. */
    public float[] bias(Node.Convolve node) {
        return values(biasName(node.name()), node.channels());
    }

    /** The values of that name, which must be {@code size} many. */
    public float[] values(String name, long size) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || tensor.values().length != size) {
            throw new IllegalArgumentException("The weights hold no " + name + " of " + size + " values");
        }
        return tensor.values();
    }

    /** Whether there are values of that name. */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** How many values of that name there are; 0 if there are none. */
    public int count(String name) {
        Tensor tensor = tensors.get(name);
        return tensor == null ? 0 : tensor.values().length;
    }

    /** Every tensor, in order. */
    public Collection<Tensor> tensors() {
        return tensors.values();
    }

    /** The name under which a convolution's kernel is stored. */
    public static String kernelName(String node) {
        return node + ".weight";
    }

    /** The name under which a convolution's bias is stored. */
    public static String biasName(String node) {
        return node + ".bias";
    }
}
