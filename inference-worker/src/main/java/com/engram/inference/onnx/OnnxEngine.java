package com.engram.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.engram.inference.model.LinearHead;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.picture.Natives;
import com.engram.inference.picture.Pixels;
import com.engram.inference.scoring.Engine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Runs a model in ONNX Runtime, one thread per call: many callers at once use the cores better than many threads on one
 * picture (measured: batches gain nothing on a processor).
 */
public final class OnnxEngine implements Engine {
    private static final String CELLS = "cells";
    private static final String POOLED = "pooled";

    private final MemorabilityModel model;
    private final OrtEnvironment environment;
    private final OrtSession session;

    public OnnxEngine(MemorabilityModel model) {
        this.model = model;
        Natives.locateOnnxRuntime();
        try {
            environment = OrtEnvironment.getEnvironment();
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Memory patterns are kept per input shape, and pictures come in dozens of shapes.
            options.setMemoryPatternOptimization(false);
            session = environment.createSession(graph(model), options);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the model", e);
        }
    }

    /** The whole model as an ONNX file: a map of weighted features, and the pooled features. */
    static byte[] graph(MemorabilityModel model) {
        LinearHead head = model.head();
        String features = model.network().features().name();
        return new OnnxGraph(model.network(), model.weights())
                .body()
                .constant("head", head.weights(), 1, head.weights().length, 1, 1)
                .node("Conv", List.of(features, "head"), CELLS, GraphWriter.Attribute.list("kernel_shape", 1, 1))
                .node("GlobalAveragePool", List.of(features), POOLED)
                .output(CELLS, "n", 1, "rows", "columns")
                .output(POOLED, "n", head.weights().length, 1, 1)
                .toByteArray();
    }

    @Override
    public Activation run(Pixels pixels) {
        FloatBuffer planes = ByteBuffer.allocateDirect(4 * pixels.rgb().length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        model.manifest().preprocessing().write(pixels.rgb(), planes);
        long[] shape = {1, 3, pixels.height(), pixels.width()};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, planes, shape);
                OrtSession.Result result = session.run(Map.of(OnnxGraph.INPUT, input))) {
            OnnxTensor cells = (OnnxTensor) result.get(CELLS).orElseThrow();
            OnnxTensor pooled = (OnnxTensor) result.get(POOLED).orElseThrow();
            long[] map = cells.getInfo().getShape();
            return new Activation(values(cells), (int) map[2], (int) map[3], values(pooled));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on " + pixels.width() + " x " + pixels.height(), e);
        }
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
