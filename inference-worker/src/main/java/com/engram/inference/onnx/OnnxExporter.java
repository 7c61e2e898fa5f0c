package com.engram.inference.onnx;

import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Node;
import com.engram.inference.model.network.Weights;
import com.engram.inference.onnx.OnnxGraphWriter.Attribute;
import java.util.List;

/** Exports a network to an ONNX graph, to which the caller adds the outputs. */
final class OnnxExporter {
    static final String INPUT = "image";

    private final Network network;
    private final Weights weights;
    private final OnnxGraphWriter writer = new OnnxGraphWriter();

    OnnxExporter(Network network, Weights weights) {
        this.network = network;
        this.weights = weights;
    }

    /** The graph of the network. The output of each node has the name of the node. */
    OnnxGraphWriter export() {
        writer.input(INPUT, "n", 3, "height", "width");
        writer.constant("relu6.low", new float[] {0}).constant("relu6.high", new float[] {6});
        for (Node node : network.nodes()) {
            if (node instanceof Node.Convolution convolve) {
                write(convolve);
            } else if (node instanceof Node.Sum sum) {
                writer.node("Add", List.of(name(sum.left()), name(sum.right())), sum.name());
            }
        }
        return writer;
    }

    private void write(Node.Convolution node) {
        String kernel = Weights.kernelName(node.name());
        String bias = Weights.biasName(node.name());
        writer.constant(kernel, weights.kernel(node), node.kernelShape());
        writer.constant(bias, weights.bias(node), node.channels());
        String output = node.relu6() ? node.name() + ".linear" : node.name();
        writer.node(
                "Conv",
                List.of(name(node.input()), kernel, bias),
                output,
                Attribute.list("kernel_shape", node.kernel(), node.kernel()),
                Attribute.list("strides", node.stride(), node.stride()),
                Attribute.list("pads", node.padding(), node.padding(), node.padding(), node.padding()),
                Attribute.of("group", node.groups()));
        if (node.relu6()) {
            writer.node("Clip", List.of(output, "relu6.low", "relu6.high"), node.name());
        }
    }

    private String name(int index) {
        return index == Node.IMAGE ? INPUT : network.nodes().get(index).name();
    }
}
