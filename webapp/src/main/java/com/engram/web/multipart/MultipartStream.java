package com.engram.web.multipart;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A multipart body that is watched while it is read: the number of its parts and the size of their headers are limited, and
 * at its end it is known whether the closing delimiter has arrived.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1">RFC 2046, section 5.1.1</a>
 */
final class MultipartStream extends FilterInputStream {

    static final int MAX_PARTS = 100;
    static final int MAX_HEADER_BYTES = 8 << 10;

    /** Where the next byte belongs. */
    private enum Position {
        /** Content of a part, or text before the first one. */
        CONTENT,
        /** After a delimiter, where two dashes close the body. */
        AFTER_DELIMITER,
        HEADERS,
        CLOSED
    }

    private final byte[] delimiter;
    private Position position = Position.CONTENT;

    /** How many bytes of the delimiter the last bytes match. The start of a body counts as the start of a line. */
    private int matched = 1;

    private int dashes;
    private int parts;
    private int headerBytes;
    private boolean isLineEmpty;

    MultipartStream(InputStream body, String boundary) {
        super(body);
        delimiter = ("\n--" + boundary).getBytes(StandardCharsets.UTF_8);
    }

    /** A body that goes beyond a limit. The message is for the client. */
    static final class MultipartLimitException extends IOException {

        private static final long serialVersionUID = 1;

        private MultipartLimitException(String message) {
            super(message);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        for (int i = offset; i < offset + count; i++) {
            watch(bytes[i]);
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

    /** Reads the rest of the body, and says whether the closing delimiter was in it. */
    boolean endsWithClosingDelimiter() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return position == Position.CLOSED;
    }

    private void watch(byte next) throws MultipartLimitException {
        switch (position) {
            case CONTENT -> match(next);
            case AFTER_DELIMITER -> {
                if (next == '-' && ++dashes == 2) {
                    position = Position.CLOSED;
                } else if (next != '-') {
                    startHeaders(next);
                }
            }
            case HEADERS -> readHeader(next);
            case CLOSED -> {
                // What follows the closing delimiter has no meaning.
            }
        }
    }

    /** A delimiter contains a line end only at its start, so bytes that turn out not to match need not be compared again. */
    private void match(byte next) {
        if (delimiter[matched] != next) {
            matched = 0;
        }
        if (delimiter[matched] == next) {
            matched++;
        }
        if (matched == delimiter.length) {
            matched = 0;
            dashes = 0;
            position = Position.AFTER_DELIMITER;
        }
    }

    private void startHeaders(byte next) throws MultipartLimitException {
        if (++parts > MAX_PARTS) {
            throw new MultipartLimitException("A multipart body has at most %,d parts.".formatted(MAX_PARTS));
        }
        position = Position.HEADERS;
        headerBytes = 0;
        // The rest of the delimiter's line is not a header.
        isLineEmpty = false;
        readHeader(next);
    }

    private void readHeader(byte next) throws MultipartLimitException {
        if (++headerBytes > MAX_HEADER_BYTES) {
            throw new MultipartLimitException(
                    "The headers of a part have at most %,d bytes together.".formatted(MAX_HEADER_BYTES));
        }
        if (next == '\n') {
            if (isLineEmpty) {
                position = Position.CONTENT;
                matched = 1;
            }
            isLineEmpty = true;
        } else if (next != '\r') {
            isLineEmpty = false;
        }
    }
}
