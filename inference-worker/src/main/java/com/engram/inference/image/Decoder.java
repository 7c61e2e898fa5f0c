package com.engram.inference.image;

/** Decodes image files. Implementations are safe for concurrent use. */
public interface Decoder extends AutoCloseable {
    /**
     * Decodes a file.
     *
     * @throws RejectedImageException if the file cannot be decoded; trying again does not help
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    DecodedImage decode(byte[] file, DecodeRequest request) throws RejectedImageException, InterruptedException;

    /**
     * Whether decoding will take so long, more than about a second, that other images should not wait for it.
     *
     * @throws RejectedImageException if the header already shows that the file cannot be decoded
     */
    default boolean isSlow(byte[] file) throws RejectedImageException {
        return false;
    }

    @Override
    default void close() {}
}
