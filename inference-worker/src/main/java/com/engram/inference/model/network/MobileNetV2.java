package com.engram.inference.model.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds MobileNetV2 (Sandler et al. 2018, arXiv 1801.04381) with batch normalisation folded into the convolutions. Padding is as
 * in PyTorch; the first bottleneck has no expansion layer.
 */
public final class MobileNetV2 {
    private static final int[][] STAGES = {
        // expansion, channels, repeats, first stride
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
    };

    /** As in the paper, narrow variants keep the full width of the last layer. */
    private static final int TOP_CHANNELS = 1280;

    private final List<Node> nodes = new ArrayList<>();
    private final double width;

    private MobileNetV2(double width) {
        this.width = width;
    }

    /** The network with all numbers of channels multiplied by {@code width}, such as 1.0 or 0.5. */
    public static Network ofWidth(double width) {
        return new MobileNetV2(width).build();
    }

    /**
     * The network with that name, such as {@code mobilenetv2-1.0}.
     *
     * @throws IllegalArgumentException if the name is unknown
     */
    public static Network named(String architecture) {
        if (!architecture.startsWith("mobilenetv2-")) {
            throw new IllegalArgumentException("Unknown architecture " + architecture);
        }
        return ofWidth(Double.parseDouble(architecture.substring("mobilenetv2-".length())));
    }

    private Network build() {
        int x = convolution("stem", Node.IMAGE, 3, scaled(32), 3, 2, 1, true);
        int block = 0;
        for (int[] stage : STAGES) {
            for (int repeat = 0; repeat < stage[2]; repeat++) {
                x = bottleneck("block" + block++, x, stage[0], scaled(stage[1]), repeat == 0 ? stage[3] : 1);
            }
        }
        convolution("top", x, channels(x), TOP_CHANNELS, 1, 1, 1, true);
        return new Network("mobilenetv2-" + width, nodes);
    }

    private int bottleneck(String name, int input, int expansion, int out, int stride) {
        int in = channels(input);
        int hidden = in * expansion;
        int x = expansion == 1 ? input : convolution(name + ".expand", input, in, hidden, 1, 1, 1, true);
        x = convolution(name + ".depthwise", x, hidden, hidden, 3, stride, hidden, true);
        x = convolution(name + ".project", x, hidden, out, 1, 1, 1, false);
        if (stride == 1 && in == out) {
            nodes.add(new Node.Sum(name + ".sum", input, x, out));
            x = nodes.size() - 1;
        }
        return x;
    }

    private int convolution(
            String name, int input, int in, int out, int kernel, int stride, int groups, boolean relu6) {
        nodes.add(new Node.Convolution(name, input, in, out, kernel, stride, groups, relu6));
        return nodes.size() - 1;
    }

    private int channels(int index) {
        return nodes.get(index).channels();
    }

    /** Rounds to a multiple of eight that is at least 90 % of the exact value, as the reference implementation does. */
    private int scaled(double channels) {
        double target = channels * width;
        int rounded = Math.max(8, (int) (target + 4) / 8 * 8);
        return rounded < 0.9 * target ? rounded + 8 : rounded;
    }
}
