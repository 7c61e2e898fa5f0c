package com.engram.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.engram.inference.picture.Natives;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** Finds how fast one core multiplies: a large product of matrices, which nothing does faster than ONNX Runtime's own code. */
public final class PeakSpeed {
    private static final int SIDE = 768;
    private static final int TRIES = 12;

    private PeakSpeed() {}

    /** The best of some tries, in thousands of millions of operations a second. */
    public static double gigaflops() throws OrtException {
        Natives.locateOnnxRuntime();
        byte[] graph = new GraphWriter()
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
                for (int i = 0; i < TRIES; i++) {
                    long from = System.nanoTime();
                    session.run(Map.of("a", input)).close();
                    best = Math.min(best, System.nanoTime() - from);
                }
                return 2.0 * SIDE * SIDE * SIDE / best;
            }
        }
    }
}
