package com.engram.inference.model.network;

/**
 * One step of a {@link Network}. Inputs are indices of earlier nodes; {@link #IMAGE} is the image itself, planar RGB of
 * shape (n, 3, height, width).
 */
public sealed interface Node {
    /** The index that stands for the image. */
    int IMAGE = -1;

    /** The node's name, unique in its network; a convolution's weights are stored under it. */
    String name();

    /** Channels of the node's output. */
    int channels();

    /** A convolution with bias, padded by half its kernel; {@code clipped} means that a ReLU6 follows. */
    record Convolve(
            String name,
            int input,
            int inputChannels,
            int channels,
            int kernel,
            int stride,
            int groups,
            boolean clipped)
            implements Node {

        /** Zeros laid around the input on each side. */
        public int padding() {
            return kernel / 2;
        }

        /** The kernel's shape: output channels, input channels per group, rows, columns. */
        public long[] kernelShape() {
            return new long[] {channels, inputChannels / groups, kernel, kernel};
        }
    }

    /** The sum of two equally shaped outputs: a residual connection. */
    record Sum(String name, int left, int right, int channels) implements Node {}
}
