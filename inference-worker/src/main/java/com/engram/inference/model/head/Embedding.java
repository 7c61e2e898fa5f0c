package com.engram.inference.model.head;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The position of an image in the space of a {@link KernelHead}: its score, its uncertainty and its similarity to other images follow
 * from it, without the image. The first values are the principal components; the others are a sketch of what is orthogonal to them.
 * An embedding has a meaning only for the version of the model that computed it.
 *
 * @param values of a length that the head defines
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Embedding(float[] values) {
    /** The distance to another embedding of the same model. */
    public double distance(Embedding other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = (double) values[i] - other.values[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    /** The values as little-endian 32-bit floats. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /**
     * The embedding that {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are no sequence of finite floats
     */
    public static Embedding of(byte[] bytes) {
        if (bytes.length == 0 || bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException(bytes.length + " bytes are no sequence of floats");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("An embedding contains " + value);
            }
        }
        return new Embedding(values);
    }
}
