package com.engram.inference.serving;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads bodies, whether or not they say how long they are. */
final class BodyReader {
    private BodyReader() {}

    /**
     * A body of that length, or, where it is below zero, of any: of one that is too large one byte more than {@code largest}.
     *
     * @throws EOFException if it ends before
     * @throws IOException if its chunks make no sense
     */
    static byte[] read(InputStream in, long length, int largest) throws IOException {
        if (length < 0) {
            try {
                return in.readNBytes(largest + 1);
            } catch (IndexOutOfBoundsException e) { // Java's own reader of chunks, at a size beyond an int.
                throw new IOException("The body's chunks make no sense", e);
            }
        }
        byte[] bytes = new byte[Math.toIntExact(length)];
        if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw new EOFException("The body ended before its length");
        }
        return bytes;
    }
}
