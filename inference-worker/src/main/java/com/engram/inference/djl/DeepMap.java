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

    /**
     * The map of an image.
     *
     * @param pixels as they were scored
     * @param pooled the features that its score was made from
     * @param decomposition of its score
     */
    public Heatmap draw(Pixels pixels, float[] pooled, Heatmap decomposition) {
        List<Grid> layers;
        turn.lock();
        try {
            layers = new ArrayList<>(relevance(pixels, model.head().at(pooled).weights()));
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

    /**
     * One grid per depth: activation times gradient, summed over the channels.
     *
     * @param weights how the score hangs on each pooled feature of this image
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
                    // Adding nothing changes nothing, but leaves a place where the gradient can be read.
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

    /** The first depth's activation. What it was made from is given back at once: it is most of what a pass holds. */
    private NDArray shallow(TorchNetwork net, Pixels pixels, NDManager scope) {
        try (NDManager passing = scope.newSubManager()) {
            NDArray activation =
                    net.run(input(pixels, passing), Node.IMAGE, model.network().indexOf(DEPTHS.get(0)));
            activation.attach(scope);
            return activation;
        }
    }

    /** The head's features; those of layers before the first depth have no part in gradients and may be anything. */
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
