package com.engram.web.intake;

import com.engram.images.upload.ImageTypes;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A part of a multipart form, stored in a temporary file and never decoded here. Closing it deletes the file.
 *
 * @param contentType the type that the bytes have; of unknown bytes, what the client said or the file name suggests
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

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    private static UploadedFile toTempFile(EntityPart part, long maxBytes) throws IOException {
        String name = part.getFileName().orElse("image");
        Path file = Files.createTempFile("engram-upload-", null);
        try (InputStream content = part.getContent();
                OutputStream out = Files.newOutputStream(file)) {
            long bytes = copy(content, out, maxBytes);
            return new UploadedFile(name, ImageTypes.ofFile(file, sentType(part), name), file, bytes);
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

    private static String sentType(EntityPart part) {
        MediaType sent = part.getMediaType();
        return sent == null ? "" : sent.getType() + "/" + sent.getSubtype();
    }

    private static Optional<EntityPart> find(List<EntityPart> parts, String name) {
        return parts.stream().filter(part -> name.equals(part.getName())).findFirst();
    }
}
