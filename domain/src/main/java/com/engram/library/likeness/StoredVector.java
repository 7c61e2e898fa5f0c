package com.engram.library.likeness;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The features of an image as a direction. The engine stores six bytes of the model's version, then little-endian 32-bit floats
 * whose origin is the mean of the images that the model was trained on.
 *
 * @param model the version of the model, and how many values it stores
 * @param direction the values, scaled to length 1
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record StoredVector(String model, double[] direction) {

    private static final int VERSION_BYTES = 6;

    /** Reads stored features; empty if they are in another format, or have no direction. */
    static Optional<StoredVector> parse(byte[] bytes) {
        int length = bytes.length - VERSION_BYTES;
        if (length <= 0 || length % Float.BYTES != 0) {
            return Optional.empty();
        }
        FloatBuffer values = ByteBuffer.wrap(bytes, VERSION_BYTES, length)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        double[] direction = new double[values.remaining()];
        double squares = 0;
        for (int i = 0; i < direction.length; i++) {
            direction[i] = values.get(i);
            squares += direction[i] * direction[i];
        }
        if (!(squares > 0) || !Double.isFinite(squares)) {
            return Optional.empty();
        }
        double size = Math.sqrt(squares);
        for (int i = 0; i < direction.length; i++) {
            direction[i] /= size;
        }
        String version = HexFormat.of().formatHex(bytes, 0, VERSION_BYTES);
        return Optional.of(new StoredVector(version + "/" + direction.length, direction));
    }
}
