package com.engram.web.idempotency;

import jakarta.ws.rs.core.MediaType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Computes the SHA-256 of a request's body while it is read, so that no image is held in memory. The delimiter of a
 * multipart body is left out, because a client chooses another one for each request (RFC 2046, section 5.1.1).
 */
final class RequestBodyDigest extends FilterInputStream {

    private final MessageDigest digest = DigestUtils.getSha256Digest();
    private final byte[] delimiter;

    /** How many bytes of the delimiter the last bytes match. The start of a body counts as the end of a line. */
    private int matched;

    private byte @Nullable [] result;
    private @Nullable Consumer<byte[]> whenRead;

    /**
     * @param start hashed before the body, such as the path
     * @param type the type of the body, with its boundary if it is multipart
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
        if (count < 0) {
            end();
            return count;
        }
        if (delimiter.length == 0) {
            digest.update(bytes, offset, Math.max(count, 0));
        } else {
            for (int i = offset; i < offset + count; i++) {
                update(bytes[i]);
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

    /** Reads the rest of the body and returns the digest of all of it. */
    byte[] finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return end();
    }

    /** Calls the listener with the digest as soon as the body has been read to its end. */
    void whenRead(Consumer<byte[]> listener) {
        whenRead = listener;
    }

    private byte[] end() {
        byte[] known = result;
        if (known != null) {
            return known;
        }
        digest.update(delimiter, 0, matched);
        byte[] computed = digest.digest();
        result = computed;
        if (whenRead != null) {
            whenRead.accept(computed);
        }
        return computed;
    }

    /** A delimiter contains a line end only at its start, so bytes that turn out not to match need not be compared again. */
    private void update(byte next) {
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
}
