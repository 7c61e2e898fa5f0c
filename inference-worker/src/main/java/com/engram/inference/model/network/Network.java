package com.engram.inference.model.network;

import java.util.List;

/**
 * A convolutional network without a head. The input may have any size whose sides are multiples of {@link #STRIDE}.
 *
 * @param architecture the name of the architecture, such as {@code mobilenetv2-1.0}
 * @param nodes in the order of computation
 */
public record Network(String architecture, List<Node> nodes) {
    /** The side of a cell of the last feature map, in pixels of the input. */
    public static final int STRIDE = 32;

    /** Copies the nodes. */
    public Network {
        nodes = List.copyOf(nodes);
    }

    /**
     * The index of the node with that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public int indexOf(String name) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("No node " + name + " in " + architecture);
    }

    /** The convolutions, in the order of computation. */
    public List<Node.Convolution> convolutions() {
        return nodes.stream()
                .filter(Node.Convolution.class::isInstance)
                .map(Node.Convolution.class::cast)
                .toList();
    }

    /** The last node. */
    public Node features() {
        return nodes.get(nodes.size() - 1);
    }

    /** The total number of channels of those nodes. */
    public int channels(List<String> names) {
        return names.stream()
                .mapToInt(name -> nodes.get(indexOf(name)).channels())
                .sum();
    }

    /** The side of a cell of a node's output, in pixels of the input. */
    public int stride(String name) {
        int stride = 1;
        for (int i = indexOf(name); i != Node.IMAGE; ) {
            Node node = nodes.get(i);
            if (node instanceof Node.Convolution convolve) {
                stride *= convolve.stride();
                i = convolve.input();
            } else {
                i = ((Node.Sum) node).left();
            }
        }
        return stride;
    }
}
