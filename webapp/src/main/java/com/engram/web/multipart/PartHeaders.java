package com.engram.web.multipart;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers of one part. The parser of the container decodes names in its own ways, fails on some, and does not know
 * others, so it gets a header without them.
 */
final class PartHeaders {

    /** The line with its continuations. */
    private static final Pattern DISPOSITION =
            Pattern.compile("(?imd)^Content-Disposition[ \\t]*:([^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*)");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void add(byte next) {
        bytes.write(next);
    }

    /** The names in the headers; empty if there is no {@code Content-Disposition}. */
    Optional<ContentDisposition> disposition() {
        Matcher line = DISPOSITION.matcher(text());
        return line.find()
                ? Optional.of(ContentDisposition.parse(line.group(1).replaceAll("\\r?\\n", "")))
                : Optional.empty();
    }

    /**
     * The headers for the parser.
     *
     * @param number takes the place of the names, so that the part is found again
     */
    byte[] rewrite(int number, Optional<ContentDisposition> disposition) {
        String headers = text();
        if (disposition.isPresent()) {
            String file = disposition.get().filename().isPresent() ? "; filename=\"" + number + "\"" : "";
            headers = DISPOSITION
                    .matcher(headers)
                    .replaceFirst("Content-Disposition: form-data; name=\"" + number + "\"" + file);
        }
        return headers.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
