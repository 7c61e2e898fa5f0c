package com.engram.inference.heatmap;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.engram.inference.djl.TorchNetwork;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.picture.Pixels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The deep map: gradients through the whole network, times what stands in the picture, for each of several scales, summed over
 * small cells. PyTorch is loaded at the first map, so that a worker that only scores never pays for it.
 */
public final class DeepMap implements AutoCloseable {
    /** The larger of the two scales. */
    public static final int SIDE = 320;

    /** Rows along the shorter side are such that a cell spans this many pixels of the larger scale. */
    private static final int CELL = 8;

    private final MemorabilityModel model;
    /** DJL has one gradient collector per process. */
    private final ReentrantLock turn = new ReentrantLock();

    private @Nullable TorchNetwork network;

    public DeepMap(MemorabilityModel model) {
        this.model = model;
    }

    /** The map of a picture's pixels at several scales; its grid is the last scale's. */
    public Heatmap draw(List<Pixels> scales) {
        Pixels finest = scales.get(scales.size() - 1);
        int columns = finest.width() / CELL;
        int rows = finest.height() / CELL;
        float[] sum = new float[rows * columns];
        turn.lock();
        try {
            for (Pixels pixels : scales) {
                Relevance.add(relevance(pixels), pixels.width(), pixels.height(), sum, columns, rows);
            }
        } finally {
            turn.unlock();
        }
        return new Heatmap(Heatmap.Kind.DEEP, rows, columns, Relevance.relative(sum, columns, rows), 0);
    }

    /** Per pixel: the gradient times the pixel's distance from a grey picture, summed over the colours. */
    private float[] relevance(Pixels pixels) {
        TorchNetwork net = network();
        try (NDManager scope = net.manager().newSubManager()) {
            FloatBuffer planes = ByteBuffer.allocateDirect(4 * pixels.rgb().length)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            model.manifest().preprocessing().write(pixels.rgb(), planes);
            NDArray input = scope.create(planes, new Shape(1, 3, pixels.height(), pixels.width()));
            input.setRequiresGradient(true);
            try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray head = scope.create(
                        model.head().weights(), new Shape(model.head().weights().length, 1));
                gradients.backward(
                        TorchNetwork.pooled(net.features(input)).matMul(head).sum());
                return input.getGradient()
                        .mul(input.stopGradient())
                        .sum(new int[] {1})
                        .toFloatArray();
            }
        }
    }

    private TorchNetwork network() {
        TorchNetwork loaded = network;
        if (loaded == null) {
            loaded = new TorchNetwork(model.network(), model.weights(), Device.cpu());
            network = loaded;
        }
        return loaded;
    }

    @Override
    public void close() {
        if (network != null) {
            network.close();
        }
    }
}
