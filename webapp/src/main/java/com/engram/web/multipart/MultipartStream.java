package com.engram.web.multipart;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A multipart body that is watched while it is read: the number of its parts and the size of their headers are limited, and
 * at its end it is known whether the closing delimiter has arrived. The names in the headers of a part are replaced by its
 * number.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1">RFC 2046, section 5.1.1</a>
 */
final class MultipartStream extends FilterInputStream {

    static final int MAX_PARTS = 100;

    /** The size of the headers without the names. */
    static final int MAX_HEADER_BYTES = 8 << 10;

    /** Names may be long: 5,000 letters with accents, each of them escaped as two bytes. */
    static final int MAX_NAME_BYTES = 32 << 10;

    private static final int CHUNK_BYTES = 1 << 14;

    /** Where the next byte belongs. */
    private enum Position {
        /** Content of a part, or text before the first one. */
        CONTENT,
        /** After a delimiter, where two dashes close the body. */
        AFTER_DELIMITER,
        /** The rest of the line of a delimiter. */
        DELIMITER_LINE,
        HEADERS,
        CLOSED
    }

    private final byte[] delimiter;
    private final List<Optional<ContentDisposition>> dispositions = new ArrayList<>();
    private Position position = Position.CONTENT;

    /** What was read from the body and not passed on yet. */
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private int chunkAt;
    private int chunkEnd;

    /** Headers that are passed on before the rest of the chunk. */
    private ByteArrayInputStream rewritten = new ByteArrayInputStream(new byte[0]);

    /** How many bytes of the delimiter the last bytes match. The start of a body counts as the start of a line. */
    private int matched = 1;

    private int dashes;
    private int parts;
    private int headerBytes;
    private boolean isLineEmpty;
    private PartHeaders headers = new PartHeaders();

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

    /** The names of the parts that were read, in their order; empty for a part whose headers name nothing. */
    List<Optional<ContentDisposition>> dispositions() {
        return dispositions;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = 0;
        while (count == 0 && length > 0) {
            if (rewritten.available() > 0) {
                return rewritten.read(bytes, offset, length);
            }
            if (chunkAt == chunkEnd) {
                chunkAt = 0;
                chunkEnd = Math.max(0, super.read(chunk, 0, chunk.length));
                if (chunkEnd == 0) {
                    return -1;
                }
            }
            count = pass(bytes, offset, length);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    @Override
    public int available() {
        return rewritten.available() + chunkEnd - chunkAt;
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

    /** Passes the chunk on, without headers, until there is no room or the headers of a part have ended. */
    private int pass(byte[] bytes, int offset, int length) throws MultipartLimitException {
        int count = 0;
        while (count < length && chunkAt < chunkEnd) {
            int plain = plainBytes(length - count);
            System.arraycopy(chunk, chunkAt, bytes, offset + count, plain);
            chunkAt += plain;
            count += plain;
            if (plain == 0) {
                byte next = chunk[chunkAt++];
                boolean isHeader = position == Position.HEADERS;
                watch(next);
                if (!isHeader) {
                    bytes[offset + count++] = next;
                } else if (position != Position.HEADERS) {
                    return count;
                }
            }
        }
        return count;
    }

    /** How many of the next bytes are content in which no delimiter can begin. Most bytes of an upload are. */
    private int plainBytes(int most) {
        if (position != Position.CONTENT || matched != 0) {
            return 0;
        }
        int end = Math.min(chunkEnd, chunkAt + most);
        int at = chunkAt;
        while (at < end && chunk[at] != '\n') {
            at++;
        }
        return at - chunkAt;
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
            case DELIMITER_LINE -> readDelimiterLine(next);
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
        position = Position.DELIMITER_LINE;
        headerBytes = 0;
        headers = new PartHeaders();
        readDelimiterLine(next);
    }

    private void readDelimiterLine(byte next) throws MultipartLimitException {
        countHeaderByte();
        if (next == '\n') {
            position = Position.HEADERS;
            isLineEmpty = true;
        }
    }

    private void readHeader(byte next) throws MultipartLimitException {
        countHeaderByte();
        headers.add(next);
        if (next == '\n' && isLineEmpty) {
            Optional<ContentDisposition> disposition = headers.disposition();
            byte[] forParser = headers.rewrite(dispositions.size(), disposition);
            if (forParser.length > MAX_HEADER_BYTES) {
                throw tooManyHeaders();
            }
            rewritten = new ByteArrayInputStream(forParser);
            dispositions.add(disposition);
            position = Position.CONTENT;
            matched = 1;
        }
        isLineEmpty = next == '\n' || (isLineEmpty && next == '\r');
    }

    private void countHeaderByte() throws MultipartLimitException {
        if (++headerBytes > MAX_HEADER_BYTES + MAX_NAME_BYTES) {
            throw tooManyHeaders();
        }
    }

    private static MultipartLimitException tooManyHeaders() {
        return new MultipartLimitException("The headers of a part have at most %,d bytes, and the names in them %,d."
                .formatted(MAX_HEADER_BYTES, MAX_NAME_BYTES));
    }
}
