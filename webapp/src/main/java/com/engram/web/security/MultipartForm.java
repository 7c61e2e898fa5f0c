package com.engram.web.security;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A multipart form whose first part is the CSRF token. The beginning of the body is read for the token; whoever reads the
 * request gets the whole body. In the address, the token would stand in logs and in the browser's history.
 */
final class MultipartForm extends HttpServletRequestWrapper {

    private static final int MAX_BYTES = 1_024;
    private static final String DELIMITER_START = "\r\n--";

    private static final Pattern FIRST_PART = Pattern.compile(
            "(?i)--[^\r\n]{1,70}\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n([^\r\n]*)\r\n--");

    private final byte[] start;
    private @Nullable ServletInputStream body;

    private MultipartForm(HttpServletRequest request, byte[] start) {
        super(request);
        this.start = start;
    }

    /** Whether a request has a multipart body. */
    static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** Reads the beginning of the body of a request. */
    static MultipartForm of(HttpServletRequest request) throws IOException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        ServletInputStream body = request.getInputStream();
        boolean isComplete = false;
        while (!isComplete && start.size() < MAX_BYTES) {
            int next = body.read();
            if (next < 0) {
                break;
            }
            start.write(next);
            isComplete = next == '-' && text(start.toByteArray()).endsWith(DELIMITER_START);
        }
        return new MultipartForm(request, start.toByteArray());
    }

    /** The token; null if the first part is another one. */
    @Nullable String token() {
        Matcher part = FIRST_PART.matcher(text(start));
        return part.matches() ? part.group(1) : null;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new WholeBody(start, super.getInputStream());
        }
        return body;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The beginning that was read already, then the rest. */
    private static final class WholeBody extends ServletInputStream {

        private final ByteArrayInputStream start;
        private final ServletInputStream rest;

        WholeBody(byte[] start, ServletInputStream rest) {
            this.start = new ByteArrayInputStream(start);
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            return start.available() > 0 ? start.read() : rest.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return start.available() > 0 ? start.read(buffer, offset, length) : rest.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return start.available() == 0 && rest.isFinished();
        }

        @Override
        public boolean isReady() {
            return start.available() > 0 || rest.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("A form is read without a listener");
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
