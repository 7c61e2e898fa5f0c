package com.engram.web.multipart;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in the {@code Content-Disposition} of a part, as browsers and other clients write them: UTF-8 or Latin-1 in
 * quotes, with quotes inside escaped or not; {@code filename*}, whole or in sections; encoded words of email.
 *
 * @param name the name of the field
 * @param filename the name of the file, which may contain any character
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6266">RFC 6266</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2231">RFC 2231</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2047">RFC 2047</a>
 * @see <a href="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data">HTML</a>
 */
record ContentDisposition(Optional<String> name, Optional<String> filename) {

    private static final String FILENAME = "filename";

    private static final Pattern ENCODED_WORD =
            Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?\\s]*)?\\?([BbQq])\\?([^?]*)\\?=");
    private static final Pattern ESCAPED_BYTE = Pattern.compile("%([0-9A-Fa-f]{2})");

    /** Reads the value of the header. Each character of it is one byte. */
    static ContentDisposition parse(String header) {
        Map<String, String> parameters = new Parameters(header).read();
        Optional<String> filename = Optional.ofNullable(parameters.get(FILENAME + "*"))
                .flatMap(ContentDisposition::decodeExtended)
                .or(() -> decodeSections(parameters))
                .or(() -> Optional.ofNullable(parameters.get(FILENAME)).map(ContentDisposition::decodeFilename));
        return new ContentDisposition(
                Optional.ofNullable(parameters.get("name")).map(ContentDisposition::decode), filename);
    }

    /** Browsers escape quotes and line ends in a name, and nothing else. */
    private static String decodeFilename(String value) {
        return decodeWords(
                decode(value.replace("%22", "\"").replaceAll("%0[Dd]", "\r").replaceAll("%0[Aa]", "\n")));
    }

    /** Bytes as text: UTF-8, or Windows-1252, which contains Latin-1, if they are not valid UTF-8. */
    private static String decode(String bytes) {
        return decode(latin1(bytes), StandardCharsets.UTF_8)
                .orElseGet(() -> new String(latin1(bytes), Charset.forName("windows-1252")));
    }

    private static Optional<String> decode(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The text of {@code charset'language'escaped}; empty if it is malformed. */
    private static Optional<String> decodeExtended(String value) {
        String[] fields = value.split("'", 3);
        return fields.length < 3
                ? Optional.empty()
                : findCharset(fields[0]).flatMap(charset -> decode(unescaped(fields[2]), charset));
    }

    /** The text of {@code filename*0*}, {@code filename*1} and so on. Only sections with a second asterisk are escaped. */
    private static Optional<String> decodeSections(Map<String, String> parameters) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Optional<Charset> charset = Optional.of(StandardCharsets.UTF_8);
        int section = 0;
        for (boolean more = true; more; section++) {
            String escaped = parameters.get(FILENAME + "*" + section + "*");
            String plain = parameters.get(FILENAME + "*" + section);
            if (escaped != null && section == 0) {
                String[] fields = escaped.split("'", 3);
                charset = findCharset(fields[0]);
                escaped = fields.length < 3 ? escaped : fields[2];
            }
            more = escaped != null || plain != null;
            if (escaped != null) {
                bytes.writeBytes(unescaped(escaped));
            } else if (plain != null) {
                bytes.writeBytes(latin1(plain));
            }
        }
        return section == 1 ? Optional.empty() : charset.flatMap(found -> decode(bytes.toByteArray(), found));
    }

    /** A character may be divided between two encoded words that follow each other, so their bytes are decoded together. */
    private static String decodeWords(String text) {
        Matcher word = ENCODED_WORD.matcher(text);
        StringBuilder decoded = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = "";
        int at = 0;
        while (word.find()) {
            Optional<byte[]> content = findCharset(word.group(1)).flatMap(known -> contentOf(word));
            if (content.isEmpty()) {
                return text;
            }
            String between = text.substring(at, word.start());
            boolean continues = bytes.size() > 0 && between.isBlank() && charset.equalsIgnoreCase(word.group(1));
            if (!continues) {
                decoded.append(flush(bytes, charset)).append(at > 0 && between.isBlank() ? "" : between);
            }
            charset = word.group(1);
            bytes.writeBytes(content.get());
            at = word.end();
        }
        return decoded.append(flush(bytes, charset)).append(text.substring(at)).toString();
    }

    private static Optional<byte[]> contentOf(Matcher word) {
        if (word.group(2).equalsIgnoreCase("Q")) {
            return Optional.of(unescaped(
                    word.group(3).replace('_', ' ').replace("%", "=25").replace('=', '%')));
        }
        try {
            return Optional.of(Base64.getMimeDecoder().decode(word.group(3)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String flush(ByteArrayOutputStream bytes, String charset) {
        String text = bytes.size() == 0 ? "" : new String(bytes.toByteArray(), Charset.forName(charset));
        bytes.reset();
        return text;
    }

    /** The bytes of a text in which some are written as a percent sign and two digits. */
    private static byte[] unescaped(String text) {
        return latin1(ESCAPED_BYTE
                .matcher(text)
                .replaceAll(escaped ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(escaped.group(1), 16)))));
    }

    private static byte[] latin1(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Optional<Charset> findCharset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Splits the header into its parameters; of two with the same name, the first counts. */
    private static final class Parameters {

        private final String header;
        private int at;

        Parameters(String header) {
            this.header = header;
        }

        Map<String, String> read() {
            Map<String, String> parameters = new LinkedHashMap<>();
            skipTo(';');
            while (at < header.length()) {
                at++;
                int start = at;
                while (at < header.length() && header.charAt(at) != '=' && header.charAt(at) != ';') {
                    at++;
                }
                String name = header.substring(start, at).strip().toLowerCase(Locale.ROOT);
                if (at < header.length() && header.charAt(at) == '=') {
                    at++;
                    parameters.putIfAbsent(name, value());
                }
                skipTo(';');
            }
            return parameters;
        }

        private void skipTo(char character) {
            while (at < header.length() && header.charAt(at) != character) {
                at++;
            }
        }

        private String value() {
            while (at < header.length() && Character.isWhitespace(header.charAt(at))) {
                at++;
            }
            if (at < header.length() && header.charAt(at) == '"') {
                at++;
                return quoted();
            }
            int start = at;
            skipTo(';');
            return header.substring(start, at).strip();
        }

        /** Some clients escape quotes and backslashes, and others do not: a quote ends the value before a semicolon or the end. */
        private String quoted() {
            StringBuilder value = new StringBuilder();
            while (at < header.length()) {
                char next = header.charAt(at++);
                if (next == '"' && isAtEndOfValue()) {
                    return value.toString();
                }
                boolean escapes =
                        next == '\\' && at < header.length() && (header.charAt(at) == '"' || header.charAt(at) == '\\');
                value.append(escapes ? header.charAt(at++) : next);
            }
            return value.toString();
        }

        private boolean isAtEndOfValue() {
            int next = at;
            while (next < header.length() && Character.isWhitespace(header.charAt(next))) {
                next++;
            }
            return next == header.length() || header.charAt(next) == ';';
        }
    }
}
