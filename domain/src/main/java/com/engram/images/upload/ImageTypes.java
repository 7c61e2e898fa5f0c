package com.engram.images.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/**
 * The content types of images that are accepted. The bytes of a file decide what it is; its name and what a client says
 * about it count only where the bytes are not at hand or are not known.
 */
public final class ImageTypes {

    /** How many bytes at the start of a file say what it is. */
    static final int SIGNATURE_BYTES = 4_096;

    /** What a client says about a file that it does not know. */
    private static final String UNKNOWN = "application/octet-stream";

    private static final Set<String> ACCEPTED =
            Set.of("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic", "image/heif");

    /** Names that older browsers, systems, and cameras give to accepted types. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("image/jpg", "image/jpeg"),
            Map.entry("image/jpe", "image/jpeg"),
            Map.entry("image/jfif", "image/jpeg"),
            Map.entry("image/pjpeg", "image/jpeg"),
            Map.entry("image/mpo", "image/jpeg"),
            Map.entry("image/x-png", "image/png"),
            Map.entry("image/apng", "image/png"),
            Map.entry("image/vnd.mozilla.apng", "image/png"),
            Map.entry("image/x-webp", "image/webp"),
            Map.entry("image/avif-sequence", "image/avif"),
            Map.entry("image/avis", "image/avif"),
            Map.entry("image/hif", "image/heif"),
            Map.entry("image/heic-sequence", "image/heic"),
            Map.entry("image/heif-sequence", "image/heif"));

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpe", "image/jpeg"),
            Map.entry("jfif", "image/jpeg"),
            Map.entry("jpg_large", "image/jpeg"),
            Map.entry("mpo", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("apng", "image/png"),
            Map.entry("webp", "image/webp"),
            Map.entry("gif", "image/gif"),
            Map.entry("avif", "image/avif"),
            Map.entry("avifs", "image/avif"),
            Map.entry("heic", "image/heic"),
            Map.entry("heics", "image/heic"),
            Map.entry("heif", "image/heif"),
            Map.entry("heifs", "image/heif"),
            Map.entry("hif", "image/heif"));

    private ImageTypes() {}

    /** Whether files of that normalized type are accepted. */
    static boolean isAccepted(String type) {
        return ACCEPTED.contains(type);
    }

    /** The accepted types, for people. */
    static String accepted() {
        return String.join(", ", new TreeSet<>(ACCEPTED));
    }

    /**
     * The type that a client says and the name of its file agree on best: without parameters, in lower case, by its current
     * name; that of the name if the client says nothing specific.
     */
    static String normalize(String contentType, String filename) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean isSpecific = !type.isEmpty() && !type.equals(UNKNOWN) && !type.equals("text/plain");
        return isSpecific ? ALIASES.getOrDefault(type, type) : ofName(filename);
    }

    /** The type of the ending after the last dot; {@code application/octet-stream} for every other ending. */
    static String ofName(String filename) {
        String ending = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, UNKNOWN);
    }

    /**
     * The type of a file of which the first bytes are known.
     *
     * @param start the first bytes, {@value #SIGNATURE_BYTES} of them if the file is as long
     * @param otherwise the type to use if the bytes are not those of a known image
     */
    static String ofBytes(byte[] start, String otherwise) {
        return detect(start).orElse(otherwise);
    }

    /**
     * The type of a file.
     *
     * @param contentType what the client said, or nothing
     */
    public static String ofFile(Path file, String contentType, String filename) throws IOException {
        try (var content = Files.newInputStream(file)) {
            return ofBytes(content.readNBytes(SIGNATURE_BYTES), normalize(contentType, filename));
        }
    }

    private static Optional<String> detect(byte[] start) {
        try {
            String type = MimeTypes.getDefaultMimeTypes()
                    .detect(new ByteArrayInputStream(start), new Metadata())
                    .toString();
            return Optional.of(ALIASES.getOrDefault(type, type)).filter(known -> known.startsWith("image/"));
        } catch (IOException e) {
            throw new UncheckedIOException("An array cannot be read", e);
        }
    }
}
