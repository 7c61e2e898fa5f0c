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
 * A network's body in PyTorch: the reference that the ONNX graph must equal, the one that learns, and the one that knows
 * gradients. Its arrays live until it is closed. Not safe for threads that train; any number may read.
 */
public final class TorchNetwork implements AutoCloseable {
    /** Held, or the collector would forget its level. */
    private static final Logger DJL = Logger.getLogger("ai.djl");

    static {
        // It tells of every library that it unpacks, and warns where there is no GPU.
        DJL.setLevel(Level.SEVERE);
    }

    private final Network network;
    private final NDManager manager;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    public TorchNetwork(Network network, Weights weights, Device device) {
        this.network = network;
        this.manager = NDManager.newBaseManager(device, "PyTorch");
        for (Node.Convolve node : network.convolutions()) {
            put(Weights.kernelName(node.name()), weights.kernel(node), node.kernelShape());
            put(Weights.biasName(node.name()), weights.bias(node), node.channels());
        }
    }

    private void put(String name, float[] values, long... shape) {
        NDArray array = manager.create(values, new Shape(shape));
        array.setName(name);
        parameters.put(name, array);
    }

    /** The last feature map of images shaped (n, 3, height, width); belongs to the images' manager. */
    public NDArray features(NDArray images) {
        return run(images, Node.IMAGE, network.nodes().size() - 1);
    }

    /**
     * The output of node {@code to}, given the output of node {@code from}. No node after {@code from} may read one before it:
     * the ends of blocks are such nodes.
     */
    public NDArray run(NDArray input, int from, int to) {
        return run(input, from, to, new HashMap<>());
    }

    /** As {@link #run(NDArray, int, int)}; the outputs of the nodes on the way are put into {@code named}, by name. */
    public NDArray run(NDArray input, int from, int to, Map<String, NDArray> named) {
        NDArray[] outputs = new NDArray[network.nodes().size()];
        if (from != Node.IMAGE) {
            outputs[from] = input;
        }
        for (int i = from + 1; i <= to; i++) {
            Node node = network.nodes().get(i);
            if (node instanceof Node.Convolve convolve) {
                outputs[i] = convolved(convolve, convolve.input() == Node.IMAGE ? input : outputs[convolve.input()]);
            } else if (node instanceof Node.Sum sum) {
                outputs[i] = outputs[sum.left()].add(outputs[sum.right()]);
            }
            named.put(node.name(), outputs[i]);
        }
        return outputs[to];
    }

    private NDArray convolved(Node.Convolve node, NDArray input) {
        NDArray output = Conv2d.conv2d(
                        input,
                        parameter(Weights.kernelName(node.name())),
                        parameter(Weights.biasName(node.name())),
                        new Shape(node.stride(), node.stride()),
                        new Shape(node.padding(), node.padding()),
                        new Shape(1, 1),
                        node.groups())
                .singletonOrThrow();
        if (!node.clipped()) {
            return output;
        }
        // Gradients keep what they need of it; nobody else does.
        try (output) {
            return output.clip(0, 6);
        }
    }

    private NDArray parameter(String name) {
        NDArray array = parameters.get(name);
        if (array == null) {
            throw new IllegalArgumentException("No parameter " + name);
        }
        return array;
    }

    /** The outputs of those nodes for images shaped (n, 3, height, width). */
    public List<NDArray> outputs(NDArray images, List<String> names) {
        Map<String, NDArray> named = new HashMap<>();
        run(images, Node.IMAGE, network.nodes().size() - 1, named);
        return names.stream()
                .map(name -> Objects.requireNonNull(named.get(name)))
                .toList();
    }

    /** The means of each layer's features over its cells, one layer's after the other's: (n, channels together). */
    public static NDArray pooled(List<NDArray> layers) {
        return NDArrays.concat(
                new NDList(layers.stream().map(TorchNetwork::pooled).toList()), 1);
    }

    /** The mean of each feature over a map's cells: (n, channels, rows, columns) to (n, channels). */
    public static NDArray pooled(NDArray features) {
        return features.mean(new int[] {3}).mean(new int[] {2});
    }

    /** The parameters by name, live: what is changed here changes the network. */
    public Map<String, NDArray> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** A copy of the parameters as they are now. */
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

    /** The manager that owns the parameters; make a sub-manager of it for each image. */
    public NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        manager.close();
    }
}
