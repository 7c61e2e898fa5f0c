package com.engram.inference.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Node;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A network without its head in PyTorch, for training and gradients, and the reference for the ONNX graph. Its arrays live until it
 * is closed. Safe for concurrent inference, but not for concurrent training.
 */
public final class TorchNetwork implements AutoCloseable {
    /** A strong reference, because the level is lost when the logger is garbage collected. */
    private static final Logger DJL = Logger.getLogger("ai.djl");

    static {
        // DJL logs every library that it unpacks, and warns if there is no GPU.
        DJL.setLevel(Level.SEVERE);
    }

    private final Network network;
    private final NDManager manager;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    /** Loads a network onto a device. */
    public TorchNetwork(Network network, Weights weights, Device device) {
        this.network = network;
        this.manager = NDManager.newBaseManager(device, "PyTorch");
        for (Node.Convolution node : network.convolutions()) {
            put(Weights.kernelName(node.name()), weights.kernel(node), node.kernelShape());
            put(Weights.biasName(node.name()), weights.bias(node), node.channels());
        }
    }

    private void put(String name, float[] values, long... shape) {
        NDArray array = manager.create(values, new Shape(shape));
        array.setName(name);
        parameters.put(name, array);
    }

    /** The last feature map for images of shape (n, 3, height, width). It belongs to the manager of the images. */
    public NDArray features(NDArray images) {
        return run(images, Node.IMAGE, network.nodes().size() - 1);
    }

    /**
     * The output of node {@code to} for a given output of node {@code from}. No node after {@code from} may depend on a node before
     * it, so {@code from} must be the end of a block, or {@link Node#IMAGE}.
     */
    public NDArray run(NDArray input, int from, int to) {
        return run(input, from, to, new HashMap<>());
    }

    /** Like {@link #run(NDArray, int, int)}; adds the outputs of all nodes in between to {@code named}, by name. */
    public NDArray run(NDArray input, int from, int to, Map<String, NDArray> named) {
        NDArray[] outputs = new NDArray[network.nodes().size()];
        if (from != Node.IMAGE) {
            outputs[from] = input;
        }
        for (int i = from + 1; i <= to; i++) {
            Node node = network.nodes().get(i);
            if (node instanceof Node.Convolution convolve) {
                outputs[i] = convolved(convolve, convolve.input() == Node.IMAGE ? input : outputs[convolve.input()]);
            } else if (node instanceof Node.Sum sum) {
                outputs[i] = outputs[sum.left()].add(outputs[sum.right()]);
            }
            named.put(node.name(), outputs[i]);
        }
        return outputs[to];
    }

    private NDArray convolved(Node.Convolution node, NDArray input) {
        NDArray output = Conv2d.conv2d(
                        input,
                        parameter(Weights.kernelName(node.name())),
                        parameter(Weights.biasName(node.name())),
                        new Shape(node.stride(), node.stride()),
                        new Shape(node.padding(), node.padding()),
                        new Shape(1, 1),
                        node.groups())
                .singletonOrThrow();
        if (!node.relu6()) {
            return output;
        }
        // Released early to save memory; autograd keeps what it needs.
        try (output) {
            return output.clip(0, 6);
        }
    }

    private NDArray parameter(String name) {
        NDArray array = parameters.get(name);
        if (array == null) {
            throw new IllegalArgumentException("Unknown parameter " + name);
        }
        return array;
    }

    /** The outputs of those nodes for images of shape (n, 3, height, width). */
    public List<NDArray> outputs(NDArray images, List<String> names) {
        Map<String, NDArray> named = new HashMap<>();
        run(images, Node.IMAGE, network.nodes().size() - 1, named);
        return names.stream()
                .map(name -> Objects.requireNonNull(named.get(name)))
                .toList();
    }

    /** The means of the features over the cells, layer by layer, of shape (n, total channels). */
    public static NDArray pooled(List<NDArray> layers) {
        return NDArrays.concat(
                new NDList(layers.stream().map(TorchNetwork::pooled).toList()), 1);
    }

    /** The means of the features over the cells: from shape (n, channels, rows, columns) to (n, channels). */
    public static NDArray pooled(NDArray features) {
        return features.mean(new int[] {3}).mean(new int[] {2});
    }

    /** The parameters by name. Changing an array changes the network. */
    public Map<String, NDArray> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** A copy of the current parameters. */
    public Weights weights() {
        Collection<NDArray> arrays = parameters.values();
        Map<String, Tensor> copies = new LinkedHashMap<>();
        for (NDArray array : arrays) {
            copies.put(
                    array.getName(),
                    new Tensor(array.getName(), array.getShape().getShape(), array.toFloatArray()));
        }
        return new Weights(copies);
    }

    /** The manager that owns the parameters. Create a sub-manager of it for each image. */
    public NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        manager.close();
    }
}
