package com.engram.web.security;

import com.engram.web.UnreadableBodyException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The body of a request with limits for its size and its time, whatever the client declares. A body that is too large
 * throws a 413; one that arrives too slowly, or ends early, an {@link UnreadableBodyException}.
 */
final class LimitedBody extends ServletInputStream {

    /** How long any body may take. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** How fast a body has to arrive after that, on average. The slowest mobile connections are faster. */
    private static final long MIN_BYTES_PER_SECOND = 8 << 10;

    private final ServletInputStream body;
    private final long maxBytes;
    private final long startedAt = System.nanoTime();
    private long bytes;

    LimitedBody(ServletInputStream body, long maxBytes) {
        this.body = body;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = body.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            throw UnreadableBodyException.tooSlow();
        } catch (IOException e) {
            throw UnreadableBodyException.incomplete(e);
        }
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private void count(int read) throws IOException {
        bytes += read;
        if (bytes > maxBytes) {
            throw new ClientErrorException("The body is larger than the limit of this path", 413);
        }
        Duration allowed = GRACE.plusSeconds(bytes / MIN_BYTES_PER_SECOND);
        if (System.nanoTime() - startedAt > allowed.toNanos()) {
            throw UnreadableBodyException.tooSlow();
        }
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
