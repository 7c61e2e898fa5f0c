package com.engram.inference.heatmap;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.engram.inference.djl.TorchNetwork;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.Node;
import com.engram.inference.picture.Pixels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The deep map: at several depths of the network, what is there times how strongly the score hangs on it, from one pass
 * backwards; the depths' maps, each of equal weight, are laid over each other with the decomposition. Shallow layers say where
 * exactly, deep ones what. Gradients at the input itself did worse at insertion and deletion than the decomposition alone.
 *
 * <p>PyTorch is loaded at the first map, so that a worker that only scores never pays for it.
 */
public final class DeepMap implements AutoCloseable {
    /** From fine (8 pixels a cell) to coarse (32). */
    private static final List<String> DEPTHS = List.of("block5.sum", "block9.sum", "block12.sum", "block15.sum");

    private final MemorabilityModel model;
    private final Device device;
    /** DJL has one gradient collector per process. */
    private final ReentrantLock turn = new ReentrantLock();

    private @Nullable TorchNetwork network;

    public DeepMap(MemorabilityModel model) {
        this(model, Device.cpu());
    }

    /** Draws on that processor. */
    public DeepMap(MemorabilityModel model, Device device) {
        this.model = model;
        this.device = device;
    }

    /** The map of pixels that were fitted for scoring, with the decomposition of their score. */
    public Heatmap draw(Pixels pixels, Heatmap decomposition) {
        List<Grid> layers = new ArrayList<>();
        turn.lock();
        try {
            layers.addAll(relevance(pixels));
        } finally {
            turn.unlock();
        }
        layers.add(Grid.of(decomposition.values()));
        Grid sum = Grid.empty(layers.get(0).columns(), layers.get(0).rows());
        for (Grid layer : layers) {
            sum = sum.plus(layer.ofMeanMagnitudeOne().resized(sum.columns(), sum.rows()));
        }
        return new Heatmap(Heatmap.Kind.DEEP, sum.rows(), sum.columns(), sum.relative(), 0);
    }

    /** One grid per depth: activation times gradient, summed over the channels. */
    private List<Grid> relevance(Pixels pixels) {
        TorchNetwork net = network();
        try (NDManager scope = net.manager().newSubManager();
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            List<NDArray> activations = new ArrayList<>();
            List<NDArray> probes = new ArrayList<>();
            NDArray picture = input(pixels, scope);
            float[] weights = weights(net, picture);
            Map<String, NDArray> named = new HashMap<>();
            NDArray at = picture;
            int from = Node.IMAGE;
            for (String depth : DEPTHS) {
                int to = model.network().indexOf(depth);
                NDArray activation = net.run(at, from, to, named);
                // Adding nothing changes nothing, but leaves a place where the gradient can be read.
                NDArray probe = scope.zeros(activation.getShape());
                probe.setRequiresGradient(true);
                activations.add(activation);
                probes.add(probe);
                at = activation.add(probe);
                from = to;
            }
            net.run(at, from, model.network().nodes().size() - 1, named);
            NDArray pooled = TorchNetwork.pooled(model.manifest().layers().stream()
                    .map(layer -> Objects.requireNonNull(named.get(layer)))
                    .toList());
            NDArray head = scope.create(weights, new Shape(weights.length, 1));
            gradients.backward(pooled.matMul(head).sum());
            List<Grid> grids = new ArrayList<>();
            for (int i = 0; i < probes.size(); i++) {
                grids.add(
                        grid(probes.get(i).getGradient().mul(activations.get(i).stopGradient())));
            }
            return grids;
        }
    }

    /** How the score hangs on each pooled feature of this picture. */
    private float[] weights(TorchNetwork net, NDArray picture) {
        NDArray pooled =
                TorchNetwork.pooled(net.outputs(picture, model.manifest().layers()));
        return model.head().at(pooled.stopGradient().toFloatArray()).weights();
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
