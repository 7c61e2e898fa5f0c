package com.engram.inference.model;

import com.engram.inference.model.head.Embedding;
import java.nio.ByteBuffer;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.binary.Hex;

/**
 * What a model keeps of an image in order to compare it later without the image. As bytes: the six bytes of the model's version, then
 * the embedding as little-endian 32-bit floats. An image cannot be reconstructed from it.
 */
public final class StoredFeatures {
    private static final int VERSION_BYTES = 6;

    private final String version;
    private final Embedding embedding;

    StoredFeatures(String version, Embedding embedding) {
        this.version = version;
        this.embedding = embedding;
    }

    /** The bytes to store. */
    public byte[] toBytes() {
        byte[] values = embedding.toBytes();
        return ByteBuffer.allocate(VERSION_BYTES + values.length)
                .put(versionBytes(version))
                .put(values)
                .array();
    }

    Embedding embedding() {
        return embedding;
    }

    /** Whether the bytes begin with that version of a model and have the length of its features. */
    static boolean areOf(byte[] bytes, String version, int embeddingLength) {
        return bytes.length == VERSION_BYTES + Float.BYTES * embeddingLength
                && ByteBuffer.wrap(bytes, 0, VERSION_BYTES).equals(ByteBuffer.wrap(versionBytes(version)));
    }

    /** The features in those bytes, which must be of that version. */
    static StoredFeatures read(byte[] bytes, String version) {
        byte[] values = new byte[bytes.length - VERSION_BYTES];
        ByteBuffer.wrap(bytes).position(VERSION_BYTES).get(values);
        return new StoredFeatures(version, Embedding.of(values));
    }

    private static byte[] versionBytes(String version) {
        try {
            return Hex.decodeHex(version);
        } catch (DecoderException e) {
            throw new IllegalStateException("The version " + version + " is not hexadecimal", e);
        }
    }
}
