package com.engram.inference.model.network;

/**
 * A node of a {@link Network}. Its inputs are indices of earlier nodes, or {@link #IMAGE} for the input of the network, which has
 * the shape (n, 3, height, width).
 */
public sealed interface Node {
    /** The index of the input of the network. */
    int IMAGE = -1;

    /** The name, which is unique in the network; the weights of a convolution are stored under it. */
    String name();

    /** The number of channels of the output. */
    int channels();

    /**
     * A convolution with bias and a padding of half the kernel.
     *
     * @param input the index of the input
     * @param inputChannels the number of channels of the input
     * @param kernel the side of the kernel
     * @param groups the number of groups; equal to the channels in a depthwise convolution
     * @param relu6 whether a ReLU6 activation follows
     */
    record Convolution(
            String name, int input, int inputChannels, int channels, int kernel, int stride, int groups, boolean relu6)
            implements Node {

        /** The number of zeros added on each side of the input. */
        public int padding() {
            return kernel / 2;
        }

        /** The shape of the kernel: output channels, input channels per group, rows, columns. */
        public long[] kernelShape() {
            return new long[] {channels, inputChannels / groups, kernel, kernel};
        }
    }

    /** The sum of two outputs of equal shape: a residual connection. */
    record Sum(String name, int left, int right, int channels) implements Node {}
}
