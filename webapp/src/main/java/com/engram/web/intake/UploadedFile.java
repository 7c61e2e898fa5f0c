package com.engram.web.intake;

import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a multipart form, stored in a temporary file and never decoded here. Closing it deletes the file.
 *
 * @param contentType the type that the client sent; else the type that the file name suggests
 * @param bytes its size; of a larger file, one more than the allowed bytes
 */
public record UploadedFile(String filename, String contentType, Path path, long bytes) implements AutoCloseable {

    private static final int MAX_TEXT_BYTES = 1_000;

    /** Stores the part of that name; empty if there is none. Reads at most one byte more than {@code maxBytes}. */
    public static Optional<UploadedFile> read(List<EntityPart> parts, String name, long maxBytes) throws IOException {
        Optional<EntityPart> part = find(parts, name);
        return part.isPresent() ? Optional.of(toTempFile(part.get(), maxBytes)) : Optional.empty();
    }

    /** The text of the part of that name; empty if there is none. */
    public static String readText(List<EntityPart> parts, String name) throws IOException {
        Optional<EntityPart> part = find(parts, name);
        if (part.isEmpty()) {
            return "";
        }
        try (InputStream content = part.get().getContent()) {
            return new String(content.readNBytes(MAX_TEXT_BYTES), StandardCharsets.UTF_8).strip();
        }
    }

    /** The content type that a file name suggests. */
    public static String contentTypeOf(String filename) {
        String lower = filename.toLowerCase(Locale.ROOT);
        String extension = lower.substring(lower.lastIndexOf('.') + 1);
        return switch (extension) {
            case "webp", "avif", "heic", "heif" -> "image/" + extension;
            default ->
                Objects.requireNonNullElse(
                        URLConnection.guessContentTypeFromName(lower), MediaType.APPLICATION_OCTET_STREAM);
        };
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    private static UploadedFile toTempFile(EntityPart part, long maxBytes) throws IOException {
        String name = part.getFileName().orElse("image");
        Path file = Files.createTempFile("engram-upload-", null);
        try (InputStream content = part.getContent();
                OutputStream out = Files.newOutputStream(file)) {
            return new UploadedFile(name, contentType(part, name), file, copy(content, out, maxBytes));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static long copy(InputStream from, OutputStream to, long maxBytes) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        for (int read = from.read(buffer); read >= 0 && copied <= maxBytes; read = from.read(buffer)) {
            int length = (int) Math.min(read, maxBytes + 1 - copied);
            to.write(buffer, 0, length);
            copied += length;
        }
        return copied;
    }

    /** The type that the client sent, unless it is one that clients send for any file. */
    private static String contentType(EntityPart part, String name) {
        MediaType sent = part.getMediaType();
        String type = sent == null ? "" : sent.getType() + "/" + sent.getSubtype();
        boolean isSpecific = !type.isEmpty()
                && !type.equals(MediaType.APPLICATION_OCTET_STREAM)
                && !type.equals(MediaType.TEXT_PLAIN);
        return isSpecific ? type : contentTypeOf(name);
    }

    private static Optional<EntityPart> find(List<EntityPart> parts, String name) {
        return parts.stream().filter(part -> name.equals(part.getName())).findFirst();
    }
}
