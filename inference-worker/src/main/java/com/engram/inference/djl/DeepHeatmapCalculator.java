package com.engram.inference.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.engram.inference.image.Pixels;
import com.engram.inference.model.Grid;
import com.engram.inference.model.Heatmap;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.network.Node;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Computes deep heatmaps: activation times gradient at several depths of the network, from one backward pass. The maps of the
 * depths are normalised and added to the decomposition. Early layers give precise positions, late layers the relevance of objects.
 * Gradients at the input alone are worse in insertion and deletion tests than the decomposition.
 *
 * <p>PyTorch is loaded by the first map, so that a worker that only scores does not load it. Safe for concurrent use.
 */
public final class DeepHeatmapCalculator implements AutoCloseable {
    /** The depths, from cells of 8 pixels to cells of 32 pixels. */
    private static final List<String> DEPTHS = List.of("block5.sum", "block9.sum", "block12.sum", "block15.sum");

    private final MemorabilityModel model;
    private final Device device;
    /** DJL allows one gradient collector per process. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable TorchNetwork network;

    /** Maps of that model, computed on the CPU. */
    public DeepHeatmapCalculator(MemorabilityModel model) {
        this(model, Device.cpu());
    }

    /** Maps of that model, computed on that device. */
    public DeepHeatmapCalculator(MemorabilityModel model, Device device) {
        this.model = model;
        this.device = device;
    }

    /**
     * Computes the heatmap of an image.
     *
     * @param pixels the pixels that were scored
     * @param pooled the features that were scored
     * @param decomposition of the score
     */
    public Heatmap compute(Pixels pixels, float[] pooled, Heatmap decomposition) {
        List<Grid> layers;
        lock.lock();
        try {
            layers = new ArrayList<>(
                    relevance(pixels, model.head().linearAt(pooled).weights()));
        } finally {
            lock.unlock();
        }
        layers.add(Grid.of(decomposition.values()));
        Grid sum = Grid.empty(layers.get(0).columns(), layers.get(0).rows());
        for (Grid layer : layers) {
            sum = sum.plus(layer.normalised().resized(sum.columns(), sum.rows()));
        }
        return new Heatmap(Heatmap.Kind.DEEP, sum.rows(), sum.columns(), sum.relative(), 0);
    }

    /**
     * One grid per depth: activation times gradient, summed over the channels.
     *
     * @param weights the derivative of the score with respect to each pooled feature, for this image
     */
    private List<Grid> relevance(Pixels pixels, float[] weights) {
        TorchNetwork net = network();
        try (NDManager scope = net.manager().newSubManager()) {
            NDArray shallow = shallow(net, pixels, scope);
            try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                List<NDArray> activations = new ArrayList<>();
                List<NDArray> probes = new ArrayList<>();
                Map<String, NDArray> named = new HashMap<>();
                NDArray at = shallow;
                int from = model.network().indexOf(DEPTHS.get(0));
                for (String depth : DEPTHS) {
                    int to = model.network().indexOf(depth);
                    NDArray activation = from == to ? at : net.run(at, from, to, named);
                    // Adding zeros does not change the result, but makes the gradient at this depth available.
                    NDArray probe = scope.zeros(activation.getShape());
                    probe.setRequiresGradient(true);
                    activations.add(activation);
                    probes.add(probe);
                    at = activation.add(probe);
                    from = to;
                }
                net.run(at, from, model.network().nodes().size() - 1, named);
                NDArray head = scope.create(weights, new Shape(weights.length, 1));
                gradients.backward(pooled(named, scope).matMul(head).sum());
                List<Grid> grids = new ArrayList<>();
                for (int i = 0; i < probes.size(); i++) {
                    grids.add(grid(
                            probes.get(i).getGradient().mul(activations.get(i).stopGradient())));
                }
                return grids;
            }
        }
    }

    /** The activation at the first depth. All earlier activations, which need most of the memory, are released at once. */
    private NDArray shallow(TorchNetwork net, Pixels pixels, NDManager scope) {
        try (NDManager passing = scope.newSubManager()) {
            NDArray activation =
                    net.run(input(pixels, passing), Node.IMAGE, model.network().indexOf(DEPTHS.get(0)));
            activation.attach(scope);
            return activation;
        }
    }

    /** The pooled features of the head's layers. Layers before the first depth do not affect the gradients and are zero. */
    private NDArray pooled(Map<String, NDArray> named, NDManager scope) {
        return TorchNetwork.pooled(model.manifest().layers().stream()
                .map(layer -> Optional.ofNullable(named.get(layer))
                        .orElseGet(
                                () -> scope.zeros(new Shape(1, model.network().channels(List.of(layer)), 1, 1))))
                .toList());
    }

    private NDArray input(Pixels pixels, NDManager scope) {
        FloatBuffer planes = ByteBuffer.allocateDirect(4 * pixels.rgb().length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        model.manifest().preprocessing().write(pixels.rgb(), planes);
        return scope.create(planes, new Shape(1, 3, pixels.height(), pixels.width()));
    }

    private static Grid grid(NDArray relevance) {
        Shape shape = relevance.getShape();
        return new Grid(
                (int) shape.get(3),
                (int) shape.get(2),
                relevance.sum(new int[] {1}).toFloatArray());
    }

    private TorchNetwork network() {
        TorchNetwork loaded = network;
        if (loaded == null) {
            loaded = new TorchNetwork(model.network(), model.weights(), device);
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
