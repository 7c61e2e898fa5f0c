package com.engram.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.engram.inference.model.FeatureMap;
import com.engram.inference.model.Network;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.Weights;
import com.engram.inference.picture.Natives;
import com.engram.inference.picture.Pixels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network's body in ONNX Runtime, one thread per call: many callers at once use the cores better than many threads on one
 * picture (measured: batches gain nothing on a processor). Safe for many threads.
 */
public final class OnnxNetwork implements AutoCloseable {
    private static final String POOLED = ".pooled";

    private final List<String> layers;
    private final Preprocessing preprocessing;
    private final OrtEnvironment environment;
    private final OrtSession session;

    /** A body whose outputs are those layers. */
    public OnnxNetwork(Network network, Weights weights, List<String> layers, Preprocessing preprocessing) {
        this.layers = List.copyOf(layers);
        this.preprocessing = preprocessing;
        Natives.locateOnnxRuntime();
        try {
            environment = OrtEnvironment.getEnvironment();
            session = environment.createSession(graph(network, weights, layers), options());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the model", e);
        }
    }

    /**
     * What the body makes of a picture.
     *
     * @param maps one per layer
     * @param pooled the means over their cells, one layer's after the other's
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Features(List<FeatureMap> maps, float[] pooled) {}

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        // Memory patterns are kept per input shape, and pictures come in dozens of shapes.
        options.setMemoryPatternOptimization(false);
        return options;
    }

    private static byte[] graph(Network network, Weights weights, List<String> layers) {
        GraphWriter graph = new OnnxGraph(network, weights).body();
        for (String layer : layers) {
            int channels = network.channels(List.of(layer));
            graph.node("GlobalAveragePool", List.of(layer), layer + POOLED)
                    .output(layer, "n", channels, layer + ".rows", layer + ".columns")
                    .output(layer + POOLED, "n", channels, 1, 1);
        }
        return graph.toByteArray();
    }

    /** Runs the body on pixels whose sides are multiples of the network's stride. */
    public Features run(Pixels pixels) {
        FloatBuffer planes = ByteBuffer.allocateDirect(4 * pixels.rgb().length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        preprocessing.write(pixels.rgb(), planes);
        long[] shape = {1, 3, pixels.height(), pixels.width()};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, planes, shape);
                OrtSession.Result result = session.run(Map.of(OnnxGraph.INPUT, input))) {
            return features(result);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on " + pixels.width() + " x " + pixels.height(), e);
        }
    }

    private Features features(OrtSession.Result result) throws OrtException {
        List<FeatureMap> maps = new ArrayList<>();
        List<float[]> means = new ArrayList<>();
        int length = 0;
        for (String layer : layers) {
            OnnxTensor map = (OnnxTensor) result.get(layer).orElseThrow();
            long[] sides = map.getInfo().getShape();
            maps.add(new FeatureMap(values(map), (int) sides[1], (int) sides[2], (int) sides[3]));
            means.add(values((OnnxTensor) result.get(layer + POOLED).orElseThrow()));
            length += (int) sides[1];
        }
        FloatBuffer pooled = FloatBuffer.allocate(length);
        means.forEach(pooled::put);
        return new Features(maps, pooled.array());
    }

    private static float[] values(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not close", e);
        }
    }
}
