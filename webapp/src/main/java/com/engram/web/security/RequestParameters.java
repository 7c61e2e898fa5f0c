package com.engram.web.security;

import com.engram.language.ShortenedText;
import com.engram.web.StorableText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a query and of a form, decoded as {@code application/x-www-form-urlencoded}. */
final class RequestParameters {

    private static final int MAX_PARAMETERS = 10_000;
    private static final int MAX_SHOWN_NAME = 40;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private int count;

    /** Parameters that cannot be read. The message is for the client. */
    static final class InvalidParameterException extends Exception {

        private static final long serialVersionUID = 1;

        private final String parameter;

        private InvalidParameterException(String parameter, String message) {
            super(message);
            this.parameter = parameter;
        }

        /** The name of the parameter, as far as it can be shown. */
        String parameter() {
            return parameter;
        }
    }

    /** Adds the parameters of a query, as the container passes it on. */
    void addQuery(String query) throws InvalidParameterException {
        boolean isLatin1 = query.chars().allMatch(character -> character <= 0xff);
        Charset charset = isLatin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        add(query.getBytes(charset));
    }

    /** Adds the parameters of a form. */
    void add(byte[] form) throws InvalidParameterException {
        int start = 0;
        for (int end = 0; end <= form.length; end++) {
            if (end == form.length || form[end] == '&') {
                if (end > start) {
                    add(form, start, end);
                }
                start = end + 1;
            }
        }
    }

    /** The decoded values by name, in the order in which they were sent. */
    Map<String, String[]> asMap() {
        Map<String, String[]> map = new LinkedHashMap<>();
        values.forEach((name, all) -> map.put(name, all.toArray(String[]::new)));
        return map;
    }

    private void add(byte[] form, int start, int end) throws InvalidParameterException {
        int equals = start;
        while (equals < end && form[equals] != '=') {
            equals++;
        }
        String name = decode(form, start, equals, "");
        String value = equals < end ? decode(form, equals + 1, end, name) : "";
        if (!StorableText.isStorable(name) || !StorableText.isStorable(value)) {
            throw new InvalidParameterException(shown(name), "A parameter does not contain the character U+0000.");
        }
        if (++count > MAX_PARAMETERS) {
            throw new InvalidParameterException("", "A request has at most %,d parameters.".formatted(MAX_PARAMETERS));
        }
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    private static String decode(byte[] text, int start, int end, String name) throws InvalidParameterException {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            if (text[i] == '%') {
                int high = i + 2 < end ? digit(text[i + 1]) : -1;
                int low = i + 2 < end ? digit(text[i + 2]) : -1;
                if (high < 0 || low < 0) {
                    throw new InvalidParameterException(
                            shown(name), "A percent sign is followed by two hexadecimal digits. Send % as %25.");
                }
                decoded.write(high << 4 | low);
                i += 2;
            } else {
                decoded.write(text[i] == '+' ? ' ' : text[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int digit(byte hexadecimal) {
        return Character.digit(hexadecimal & 0xff, 16);
    }

    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return ShortenedText.of(printable, MAX_SHOWN_NAME);
    }
}
