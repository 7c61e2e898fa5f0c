package com.engram.inference.model.network;

import java.util.List;

/**
 * A convolutional network without its head, as a list of nodes in the order of computation. It has no fixed input size: any
 * image whose sides are multiples of {@link #STRIDE} gives a feature map of a {@link #STRIDE}th of its size.
 */
public record Network(String architecture, List<Node> nodes) {
    /** Pixels of the image per cell of the last feature map, along each side. */
    public static final int STRIDE = 32;

    public Network {
        nodes = List.copyOf(nodes);
    }

    /** The index of the node of that name. */
    public int indexOf(String name) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("No node " + name + " in " + architecture);
    }

    /** The convolutions, in the order of computation. */
    public List<Node.Convolve> convolutions() {
        return nodes.stream()
                .filter(Node.Convolve.class::isInstance)
                .map(Node.Convolve.class::cast)
                .toList();
    }

    /** The last node: the features that the head reads. */
    public Node features() {
        return nodes.get(nodes.size() - 1);
    }

    /** The channels of those nodes together. */
    public int channels(List<String> names) {
        return names.stream()
                .mapToInt(name -> nodes.get(indexOf(name)).channels())
                .sum();
    }

    /** Pixels of the image per cell of a node's output, along each side. */
    public int stride(String name) {
        int stride = 1;
        for (int i = indexOf(name); i != Node.IMAGE; ) {
            Node node = nodes.get(i);
            if (node instanceof Node.Convolve convolve) {
                stride *= convolve.stride();
                i = convolve.input();
            } else {
                i = ((Node.Sum) node).left();
            }
        }
        return stride;
    }
}
