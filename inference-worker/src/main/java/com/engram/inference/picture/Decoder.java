package com.engram.inference.picture;

/** Turns untrusted bytes into pixels. */
public interface Decoder extends AutoCloseable {
    /**
     * The picture that the bytes hold.
     *
     * @throws RejectedPicture if that is not possible, and would not be the next time either
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    Picture decode(byte[] file, DecodeRequest request) throws RejectedPicture, InterruptedException;

    @Override
    default void close() {}
}
