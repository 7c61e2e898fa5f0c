package com.engram.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.engram.inference.image.Pixels;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Weights;
import com.engram.inference.onnx.OnnxGraphWriter.Attribute;
import com.engram.inference.platform.NativeLibraries;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A network's body in ONNX Runtime, one thread per call: many callers at once use the cores better than many threads on one
 * image (measured: batches gain nothing on a processor). Safe for many threads.
 */
public final class OnnxNetwork implements AutoCloseable {
    private static final String CELLS = ".cells";
    private static final String POOLED = ".pooled";

    /** Each layer's channels. */
    private final Map<String, Integer> layers = new LinkedHashMap<>();

    private final Network network;
    private final boolean whole;
    private final Preprocessing preprocessing;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Queue<TensorBuffers> idle = new ConcurrentLinkedQueue<>();

    /** A model's body: its outputs are the layers that its head reads. */
    public OnnxNetwork(MemorabilityModel model) {
        this(
                model.network(),
                model.weights(),
                model.manifest().layers(),
                model.manifest().preprocessing());
    }

    /** A body whose outputs are those layers. */
    public OnnxNetwork(Network network, Weights weights, List<String> layers, Preprocessing preprocessing) {
        this(network, weights, layers, preprocessing, false);
    }

    /**
     * A body whose outputs are those layers.
     *
     * @param whole each layer with all its cells, for whoever learns from them; else as fine as the network's last features
     */
    public OnnxNetwork(
            Network network, Weights weights, List<String> layers, Preprocessing preprocessing, boolean whole) {
        this.network = network;
        this.whole = whole;
        layers.forEach(layer -> this.layers.put(layer, network.channels(List.of(layer))));
        this.preprocessing = preprocessing;
        environment = environment();
        try {
            session = environment.createSession(graph(weights), options());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the model", e);
        }
    }

    static OrtEnvironment environment() {
        NativeLibraries.locateOnnxRuntime();
        return OrtEnvironment.getEnvironment();
    }

    /**
     * What the body makes of an image.
     *
     * @param maps one per layer, each as fine as the network's last features unless asked for whole
     * @param pooled the means over their cells, one layer's after the other's
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Features(List<FeatureMap> maps, float[] pooled) {}

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return options;
    }

    /**
     * Finer layers are averaged down to the last one's cells inside the graph: that is where a head's decomposition ends anyway, and
     * less than half as many numbers leave ONNX Runtime's own layout.
     */
    private byte[] graph(Weights weights) {
        OnnxGraphWriter graph = new OnnxExporter(network, weights).body();
        layers.forEach((layer, channels) -> {
            int fine = stride(layer) / network.stride(layer);
            if (fine > 1) {
                graph.node(
                        "AveragePool",
                        List.of(layer),
                        layer + CELLS,
                        Attribute.list("kernel_shape", fine, fine),
                        Attribute.list("strides", fine, fine));
            }
            // A layer's own sides are named after it: those of two layers are not the same.
            graph.node("GlobalAveragePool", List.of(cells(layer)), layer + POOLED)
                    .output(cells(layer), "n", channels, layer + ".rows", layer + ".columns")
                    .output(layer + POOLED, "n", channels, 1, 1);
        });
        return graph.toByteArray();
    }

    /** Runs the body on pixels whose sides are multiples of the network's stride. */
    public Features run(Pixels pixels) {
        TensorBuffers workspace = Optional.ofNullable(idle.poll()).orElseGet(() -> new TensorBuffers(environment));
        try {
            return run(pixels, workspace);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on " + pixels.width() + " x " + pixels.height(), e);
        } finally {
            idle.add(workspace);
        }
    }

    private Features run(Pixels pixels, TensorBuffers workspace) throws OrtException {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        layers.forEach((layer, channels) -> {
            shapes.put(
                    cells(layer),
                    new long[] {1, channels, pixels.height() / stride(layer), pixels.width() / stride(layer)});
            shapes.put(layer + POOLED, new long[] {1, channels, 1, 1});
        });
        workspace.shape(pixels.height(), pixels.width(), shapes);
        preprocessing.write(pixels.rgb(), workspace.input());
        session.run(Map.of(OnnxExporter.INPUT, workspace.image()), Set.of(), workspace.outputs())
                .close();
        List<FeatureMap> maps = new ArrayList<>();
        FloatBuffer pooled = FloatBuffer.allocate(
                layers.values().stream().mapToInt(Integer::intValue).sum());
        layers.forEach((layer, channels) -> {
            maps.add(new FeatureMap(
                    workspace.values(cells(layer)),
                    channels,
                    pixels.height() / stride(layer),
                    pixels.width() / stride(layer)));
            pooled.put(workspace.values(layer + POOLED));
        });
        return new Features(maps, pooled.array());
    }

    private String cells(String layer) {
        return network.stride(layer) < stride(layer) ? layer + CELLS : layer;
    }

    /** Pixels of the image to a side of a cell, in what comes out. */
    private int stride(String layer) {
        return whole ? network.stride(layer) : Network.STRIDE;
    }

    @Override
    public void close() {
        idle.forEach(TensorBuffers::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not close", e);
        }
    }
}
