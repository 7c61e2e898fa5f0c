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
 * Runs a network without its head in ONNX Runtime. Every call uses one thread, because concurrent calls use the cores better than
 * several threads for one image. Batches gain nothing on a CPU. Safe for concurrent use.
 */
public final class OnnxNetwork implements AutoCloseable {
    private static final String CELLS = ".cells";
    private static final String POOLED = ".pooled";

    /** The number of channels of each output layer. */
    private final Map<String, Integer> layers = new LinkedHashMap<>();

    private final Network network;
    private final boolean fullResolution;
    private final Preprocessing preprocessing;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Queue<TensorBuffers> idle = new ConcurrentLinkedQueue<>();

    /** The network of a model; the outputs are the layers that its head reads. */
    public OnnxNetwork(MemorabilityModel model) {
        this(
                model.network(),
                model.weights(),
                model.manifest().layers(),
                model.manifest().preprocessing());
    }

    /** A network with those output layers, whose maps have the resolution of the last layer. */
    public OnnxNetwork(Network network, Weights weights, List<String> layers, Preprocessing preprocessing) {
        this(network, weights, layers, preprocessing, false);
    }

    /**
     * A network with those output layers.
     *
     * @param fullResolution whether the maps keep their own resolution; otherwise they are averaged to that of the last layer
     */
    public OnnxNetwork(
            Network network,
            Weights weights,
            List<String> layers,
            Preprocessing preprocessing,
            boolean fullResolution) {
        this.network = network;
        this.fullResolution = fullResolution;
        layers.forEach(layer -> this.layers.put(layer, network.channels(List.of(layer))));
        this.preprocessing = preprocessing;
        environment = environment();
        try {
            session = environment.createSession(graph(weights), options());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime rejects the model", e);
        }
    }

    static OrtEnvironment environment() {
        NativeLibraries.locateOnnxRuntime();
        return OrtEnvironment.getEnvironment();
    }

    /**
     * The output of the network for an image.
     *
     * @param maps the feature map of each output layer
     * @param pooled the means of the features over the cells, layer by layer
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
     * Averages the maps of earlier layers to the resolution of the last layer inside the graph, because the decomposition needs no
     * more and less than half as many values have to be copied.
     */
    private byte[] graph(Weights weights) {
        OnnxGraphWriter graph = new OnnxExporter(network, weights).export();
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
            // Each layer has its own names for its dimensions, because layers differ in size.
            graph.node("GlobalAveragePool", List.of(cells(layer)), layer + POOLED)
                    .output(cells(layer), "n", channels, layer + ".rows", layer + ".columns")
                    .output(layer + POOLED, "n", channels, 1, 1);
        });
        return graph.toByteArray();
    }

    /** Runs the network on pixels whose sides are multiples of {@link Network#STRIDE}. */
    public Features run(Pixels pixels) {
        TensorBuffers buffers = Optional.ofNullable(idle.poll()).orElseGet(() -> new TensorBuffers(environment));
        try {
            return run(pixels, buffers);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on " + pixels.width() + " x " + pixels.height(), e);
        } finally {
            idle.add(buffers);
        }
    }

    private Features run(Pixels pixels, TensorBuffers buffers) throws OrtException {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        layers.forEach((layer, channels) -> {
            shapes.put(
                    cells(layer),
                    new long[] {1, channels, pixels.height() / stride(layer), pixels.width() / stride(layer)});
            shapes.put(layer + POOLED, new long[] {1, channels, 1, 1});
        });
        buffers.prepare(pixels.height(), pixels.width(), shapes);
        preprocessing.write(pixels.rgb(), buffers.input());
        session.run(Map.of(OnnxExporter.INPUT, buffers.image()), Set.of(), buffers.outputs())
                .close();
        List<FeatureMap> maps = new ArrayList<>();
        FloatBuffer pooled = FloatBuffer.allocate(
                layers.values().stream().mapToInt(Integer::intValue).sum());
        layers.forEach((layer, channels) -> {
            maps.add(new FeatureMap(
                    buffers.values(cells(layer)),
                    channels,
                    pixels.height() / stride(layer),
                    pixels.width() / stride(layer)));
            pooled.put(buffers.values(layer + POOLED));
        });
        return new Features(maps, pooled.array());
    }

    private String cells(String layer) {
        return network.stride(layer) < stride(layer) ? layer + CELLS : layer;
    }

    /** The side of a cell of an output map, in pixels of the input. */
    private int stride(String layer) {
        return fullResolution ? network.stride(layer) : Network.STRIDE;
    }

    @Override
    public void close() {
        idle.forEach(TensorBuffers::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Cannot close the ONNX Runtime session", e);
        }
    }
}
