package com.engram.web.security;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;

/** A request whose body throws a 413 as soon as more than the allowed bytes have been read, whatever its Content-Length. */
final class SizeLimitedRequest extends HttpServletRequestWrapper {

    private final long maxBytes;

    SizeLimitedRequest(HttpServletRequest request, long maxBytes) {
        super(request);
        this.maxBytes = maxBytes;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new SizeLimitedStream(super.getInputStream(), maxBytes);
    }

    private static final class SizeLimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private long remaining;

        SizeLimitedStream(ServletInputStream body, long maxBytes) {
            this.body = body;
            this.remaining = maxBytes;
        }

        @Override
        public int read() throws IOException {
            return count(body.read(), 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = body.read(bytes, offset, length);
            return count(read, read);
        }

        private int count(int read, int bytes) {
            if (read >= 0) {
                remaining -= bytes;
            }
            if (remaining < 0) {
                throw new ClientErrorException("The body is larger than the limit of this path", 413);
            }
            return read;
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
}
