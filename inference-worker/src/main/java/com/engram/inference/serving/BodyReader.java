package com.engram.inference.serving;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads HTTP bodies of known or unknown length. */
final class BodyReader {
    private BodyReader() {}

    /**
     * Reads a body.
     *
     * @param length of the body; negative if it is unknown
     * @param largest if the length is unknown and the body is larger, only {@code largest + 1} bytes are read
     * @throws EOFException if the body ends before its length
     * @throws IOException if the chunked encoding is invalid
     */
    static byte[] read(InputStream in, long length, int largest) throws IOException {
        if (length < 0) {
            try {
                return in.readNBytes(largest + 1);
            } catch (IndexOutOfBoundsException e) { // The JDK's HTTP server throws this for an invalid chunk size.
                throw new IOException("The chunked encoding of the body is invalid", e);
            }
        }
        byte[] bytes = new byte[Math.toIntExact(length)];
        if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw new EOFException("The body ended before its length");
        }
        return bytes;
    }
}
