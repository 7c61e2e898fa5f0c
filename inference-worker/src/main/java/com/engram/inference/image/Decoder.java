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

    @Override
    default void close() {}
}
