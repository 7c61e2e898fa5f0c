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
 * A file that came as a part of a form, laid down in a temporary file, never decoded here. Closed, it is gone.
 *
 * @param bytes its size, or one more than were asked for if it is larger
 */
public record UploadedFile(String filename, String contentType, Path path, long bytes) implements AutoCloseable {

    private static final int TEXT_BYTES = 1_000;

    /** The part of that name, read up to one byte more than {@code most}; empty if there is none. */
    public static Optional<UploadedFile> of(List<EntityPart> parts, String name, long most) throws IOException {
        Optional<EntityPart> part = find(parts, name);
        return part.isPresent() ? Optional.of(laidDown(part.get(), most)) : Optional.empty();
    }

    /** The text of the part of that name; empty if there is none. */
    public static String text(List<EntityPart> parts, String name) throws IOException {
        Optional<EntityPart> part = find(parts, name);
        if (part.isEmpty()) {
            return "";
        }
        try (InputStream content = part.get().getContent()) {
            return new String(content.readNBytes(TEXT_BYTES), StandardCharsets.UTF_8).strip();
        }
    }

    /** The type that a file's name promises. */
    public static String typeOf(String filename) {
        String lower = filename.toLowerCase(Locale.ROOT);
        String ending = lower.substring(lower.lastIndexOf('.') + 1);
        return switch (ending) {
            case "webp", "avif", "heic", "heif" -> "image/" + ending;
            default ->
                Objects.requireNonNullElse(
                        URLConnection.guessContentTypeFromName(lower), MediaType.APPLICATION_OCTET_STREAM);
        };
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    private static UploadedFile laidDown(EntityPart part, long most) throws IOException {
        String name = part.getFileName().orElse("image");
        Path file = Files.createTempFile("engram-upload-", null);
        try (InputStream content = part.getContent();
                OutputStream out = Files.newOutputStream(file)) {
            return new UploadedFile(name, type(part, name), file, copy(content, out, most));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static long copy(InputStream from, OutputStream to, long most) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        for (int read = from.read(buffer); read >= 0 && copied <= most; read = from.read(buffer)) {
            int wanted = (int) Math.min(read, most + 1 - copied);
            to.write(buffer, 0, wanted);
            copied += wanted;
        }
        return copied;
    }

    /** What the client says; where it says nothing, what the name's ending says. */
    private static String type(EntityPart part, String name) {
        MediaType said = part.getMediaType();
        String type = said == null ? "" : said.getType() + "/" + said.getSubtype();
        boolean says = !type.isEmpty()
                && !type.equals(MediaType.APPLICATION_OCTET_STREAM)
                && !type.equals(MediaType.TEXT_PLAIN);
        return says ? type : typeOf(name);
    }

    private static Optional<EntityPart> find(List<EntityPart> parts, String name) {
        return parts.stream().filter(part -> name.equals(part.getName())).findFirst();
    }
}
