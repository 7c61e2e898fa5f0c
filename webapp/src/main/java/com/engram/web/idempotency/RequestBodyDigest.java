package com.engram.web.idempotency;

import jakarta.ws.rs.core.MediaType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a request's body, taken while it streams by: no picture is held in memory for it. The delimiter of a
 * multipart body is left out, since a client draws another for each request (RFC 2046, section 5.1.1).
 */
final class RequestBodyDigest extends FilterInputStream {

    private final MessageDigest digest = sha256();
    private final byte[] delimiter;

    /** How much of a delimiter the last bytes may be; a body begins as if behind a line's end. */
    private int matched;

    /**
     * @param start what the digest begins with, the address say
     * @param type the body's type, with its boundary if it has one
     */
    RequestBodyDigest(InputStream body, String start, @Nullable MediaType type) {
        super(body);
        digest.update(start.getBytes(StandardCharsets.UTF_8));
        String boundary = type == null ? null : type.getParameters().get("boundary");
        delimiter = boundary == null ? new byte[0] : ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        matched = boundary == null ? 0 : 2;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (delimiter.length == 0) {
            digest.update(bytes, offset, Math.max(count, 0));
        } else {
            for (int i = offset; i < offset + count; i++) {
                take(bytes[i]);
            }
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads what is left of the body, and gives the digest of all of it. */
    byte[] finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        digest.update(delimiter, 0, matched);
        return digest.digest();
    }

    /** A line's end begins a delimiter and stands nowhere else in it, so one that fails to match need not be searched again. */
    private void take(byte next) {
        if (delimiter[matched] != next) {
            digest.update(delimiter, 0, matched);
            matched = 0;
        }
        if (delimiter[matched] == next) {
            matched = (matched + 1) % delimiter.length;
        } else {
            digest.update(next);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
