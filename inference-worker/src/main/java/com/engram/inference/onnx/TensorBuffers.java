package com.engram.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reusable native memory for the input and the outputs of one call at a time, which ONNX Runtime reads and writes in place. It
 * grows to the size of the largest image.
 */
final class TensorBuffers implements AutoCloseable {
    private final OrtEnvironment environment;
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
    private final Map<String, FloatBuffer> views = new LinkedHashMap<>();
    private FloatBuffer input = floats(0);
    private FloatBuffer output = floats(0);
    private @Nullable OnnxTensor image;
    private int height;
    private int width;

    TensorBuffers(OrtEnvironment environment) {
        this.environment = environment;
    }

    /** Prepares the tensors for an image of that size and for outputs of those shapes, by name. */
    void prepare(int height, int width, Map<String, long[]> shapes) throws OrtException {
        if (height == this.height && width == this.width) {
            return;
        }
        close();
        int pixels = 3 * height * width;
        input = input.capacity() < pixels ? floats(pixels) : input;
        image = OnnxTensor.createTensor(environment, input.slice(0, pixels), new long[] {1, 3, height, width});
        int total = shapes.values().stream().mapToInt(TensorBuffers::size).sum();
        output = output.capacity() < total ? floats(total) : output;
        int from = 0;
        for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
            FloatBuffer view = output.slice(from, size(entry.getValue()));
            views.put(entry.getKey(), view);
            outputs.put(entry.getKey(), OnnxTensor.createTensor(environment, view, entry.getValue()));
            from += view.capacity();
        }
        this.height = height;
        this.width = width;
    }

    /** The buffer of the input. */
    FloatBuffer input() {
        return input;
    }

    /** The tensor of the input, which is backed by {@link #input()}. */
    OnnxTensor image() {
        if (image == null) {
            throw new IllegalStateException("The tensors are not prepared");
        }
        return image;
    }

    /** The tensors of the outputs by name. */
    Map<String, OnnxTensor> outputs() {
        return outputs;
    }

    /** A copy of the values of an output. */
    float[] values(String name) {
        FloatBuffer view = views.get(name);
        if (view == null) {
            throw new IllegalArgumentException("No output " + name);
        }
        float[] values = new float[view.capacity()];
        view.get(0, values);
        return values;
    }

    private static int size(long[] shape) {
        int size = 1;
        for (long side : shape) {
            size = Math.multiplyExact(size, (int) side);
        }
        return size;
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(4 * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void close() {
        if (image != null) {
            image.close();
        }
        outputs.values().forEach(OnnxTensor::close);
        outputs.clear();
        views.clear();
        height = 0;
        width = 0;
    }
}
