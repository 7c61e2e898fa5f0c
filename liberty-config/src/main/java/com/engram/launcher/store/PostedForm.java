package com.engram.launcher.store;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The multipart body of an upload form as clients send it: fields, then the file as the last part.
 *
 * @param fields by their names in lower case
 * @param fileAt where the file begins in the body
 * @param fileBytes the size of the file
 */
record PostedForm(Map<String, String> fields, int fileAt, int fileBytes) {

    private static final Pattern NAME =
            Pattern.compile("(?i)(?:^|\r\n)Content-Disposition:[ \t]*form-data;[ \t]*name=\"([^\"\r\n]*)\"");

    private static final String HEADERS_END = "\r\n\r\n";

    /** Reads a body; empty if it is malformed, has a field twice, or anything after the file. */
    static Optional<PostedForm> parse(byte[] body, String boundary) {
        byte[] delimiter = latin1("\r\n--" + boundary);
        Map<String, String> fields = new HashMap<>();
        int at = delimiter.length - 2;
        if (!startsWith(body, 0, latin1("--" + boundary))) {
            return Optional.empty();
        }
        while (startsWith(body, at, latin1("\r\n"))) {
            int headersEnd = indexOf(body, latin1(HEADERS_END), at);
            if (headersEnd < 0) {
                return Optional.empty();
            }
            Matcher name = NAME.matcher(new String(body, at, headersEnd - at, StandardCharsets.ISO_8859_1));
            int from = headersEnd + HEADERS_END.length();
            int end = indexOf(body, delimiter, from - 2);
            if (!name.find() || end < 0) {
                return Optional.empty();
            }
            int bytes = Math.max(0, end - from);
            at = end + delimiter.length;
            if (name.group(1).equals("file")) {
                return startsWith(body, at, latin1("--"))
                        ? Optional.of(new PostedForm(fields, from, bytes))
                        : Optional.empty();
            }
            String value = new String(body, from, bytes, StandardCharsets.UTF_8);
            if (fields.put(name.group(1).toLowerCase(Locale.ROOT), value) != null) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The value of a field; empty if there is none. */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    private static boolean startsWith(byte[] body, int at, byte[] start) {
        if (at + start.length > body.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (body[at + i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] body, byte[] wanted, int from) {
        byte first = wanted[0];
        for (int at = from; at <= body.length - wanted.length; at++) {
            if (body[at] == first && startsWith(body, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
