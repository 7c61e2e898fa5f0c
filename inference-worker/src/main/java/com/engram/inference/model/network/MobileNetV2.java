package com.engram.inference.model.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds MobileNetV2 (Sandler et al. 2018, arXiv 1801.04381) with batch normalisation folded into the convolutions.
 * Torch-style padding; the first bottleneck has no expansion layer.
 */
public final class MobileNetV2 {
    private static final int[][] STAGES = {
        // expansion, channels, repeats, first stride
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
    };

    /** The paper keeps the last layer at full width in its narrow variants. */
    private static final int TOP_CHANNELS = 1280;

    private final List<Node> nodes = new ArrayList<>();
    private final double width;

    private MobileNetV2(double width) {
        this.width = width;
    }

    /** The network whose channel counts are multiplied by {@code width} (1.0, 0.5, 0.35 ...). */
    public static Network ofWidth(double width) {
        return new MobileNetV2(width).build();
    }

    /** The network that an architecture's name stands for, such as {@code mobilenetv2-1.0}. */
    public static Network named(String architecture) {
        if (!architecture.startsWith("mobilenetv2-")) {
            throw new IllegalArgumentException("Unknown architecture " + architecture);
        }
        return ofWidth(Double.parseDouble(architecture.substring("mobilenetv2-".length())));
    }

    private Network build() {
        int x = convolve("stem", Node.IMAGE, 3, scaled(32), 3, 2, 1, true);
        int block = 0;
        for (int[] stage : STAGES) {
            for (int repeat = 0; repeat < stage[2]; repeat++) {
                x = bottleneck("block" + block++, x, stage[0], scaled(stage[1]), repeat == 0 ? stage[3] : 1);
            }
        }
        convolve("top", x, channels(x), TOP_CHANNELS, 1, 1, 1, true);
        return new Network("mobilenetv2-" + width, nodes);
    }

    private int bottleneck(String name, int input, int expansion, int out, int stride) {
        int in = channels(input);
        int hidden = in * expansion;
        int x = expansion == 1 ? input : convolve(name + ".expand", input, in, hidden, 1, 1, 1, true);
        x = convolve(name + ".depthwise", x, hidden, hidden, 3, stride, hidden, true);
        x = convolve(name + ".project", x, hidden, out, 1, 1, 1, false);
        if (stride == 1 && in == out) {
            nodes.add(new Node.Sum(name + ".sum", input, x, out));
            x = nodes.size() - 1;
        }
        return x;
    }

    private int convolve(String name, int input, int in, int out, int kernel, int stride, int groups, boolean clipped) {
        nodes.add(new Node.Convolve(name, input, in, out, kernel, stride, groups, clipped));
        return nodes.size() - 1;
    }

    private int channels(int index) {
        return nodes.get(index).channels();
    }

    /** Multiples of eight, and never less than nine tenths of what was asked, as in the paper's reference code. */
    private int scaled(double wanted) {
        double target = wanted * width;
        int rounded = Math.max(8, (int) (target + 4) / 8 * 8);
        return rounded < 0.9 * target ? rounded + 8 : rounded;
    }
}
