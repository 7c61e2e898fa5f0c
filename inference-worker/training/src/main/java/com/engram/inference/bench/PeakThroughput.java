package com.engram.inference.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.engram.inference.onnx.OnnxGraphWriter;
import com.engram.inference.platform.NativeLibraries;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** Measures the peak arithmetic throughput of one core by a large matrix product in ONNX Runtime. */
final class PeakThroughput {
    private static final int SIDE = 768;
    private static final int RUNS = 12;

    private PeakThroughput() {}

    /** The best of several runs, in billions of floating-point operations per second. */
    static double gigaflops() throws OrtException {
        NativeLibraries.locateOnnxRuntime();
        byte[] graph = new OnnxGraphWriter()
                .constant("b", new float[SIDE * SIDE], SIDE, SIDE)
                .node("MatMul", List.of("a", "b"), "c")
                .input("a", SIDE, SIDE)
                .output("c", SIDE, SIDE)
                .toByteArray();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        FloatBuffer a = ByteBuffer.allocateDirect(4 * SIDE * SIDE)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession session = environment.createSession(graph, options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, a, new long[] {SIDE, SIDE})) {
                double best = Double.MAX_VALUE;
                for (int i = 0; i < RUNS; i++) {
                    long from = System.nanoTime();
                    session.run(Map.of("a", input)).close();
                    best = Math.min(best, System.nanoTime() - from);
                }
                return 2.0 * SIDE * SIDE * SIDE / best;
            }
        }
    }
}
