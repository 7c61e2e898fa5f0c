package com.engram.inference.image;

/** Turns untrusted bytes into pixels. */
public interface Decoder extends AutoCloseable {
    /**
     * The image that the bytes hold.
     *
     * @throws RejectedImageException if that is not possible, and would not be the next time either
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    DecodedImage decode(byte[] file, DecodeRequest request) throws RejectedImageException, InterruptedException;

    @Override
    default void close() {}
}
