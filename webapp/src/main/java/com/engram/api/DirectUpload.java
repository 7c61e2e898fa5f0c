package com.engram.api;

import com.engram.images.ReceiveImage;
import com.engram.images.ReceiveImage.Announcement;
import com.engram.plans.Refusal;
import com.engram.web.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Takes in a file that came with the call itself: by way of a temporary file into the store, never decoded here. */
@ApplicationScoped
class DirectUpload {

    @Inject
    private ReceiveImage receiveImage;

    /** How the parts were taken. */
    sealed interface Taken {}

    /** The bytes lie in the store. */
    record Stored(UUID image, boolean heatmap) implements Taken {}

    /** The answer that says why not. */
    record TurnedAway(Response answer) implements Taken {}

    Taken take(List<EntityPart> parts) throws IOException {
        Optional<EntityPart> image = part(parts, "image");
        if (image.isEmpty()) {
            return new TurnedAway(Problems.badRequest("Send the file as the part \"image\"."));
        }
        boolean heatmap = part(parts, "heatmap")
                .map(DirectUpload::text)
                .filter("true"::equals)
                .isPresent();
        Path file = Files.createTempFile("engram-upload-", null);
        try (InputStream content = image.get().getContent()) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return store(image.get(), file, heatmap);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Taken store(EntityPart part, Path file, boolean heatmap) throws IOException {
        long bytes = Files.size(file);
        String name = part.getFileName().orElse("image");
        Announcement announcement = new Announcement(name, type(part, name), bytes);
        Optional<Refusal> refusal = receiveImage.refusalOf(announcement);
        return refusal.isPresent()
                ? new TurnedAway(Problems.of(refusal.get()))
                : new Stored(receiveImage.store(announcement, file), heatmap);
    }

    /** What the client says; where it says nothing, what the name's ending says. */
    private static String type(EntityPart part, String name) {
        MediaType said = part.getMediaType();
        String type = said == null ? "" : said.getType() + "/" + said.getSubtype();
        if (!type.isEmpty() && !type.equals(MediaType.APPLICATION_OCTET_STREAM) && !type.equals(MediaType.TEXT_PLAIN)) {
            return type;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String ending = lower.substring(lower.lastIndexOf('.') + 1);
        return switch (ending) {
            case "webp", "avif", "heic", "heif" -> "image/" + ending;
            default ->
                Objects.requireNonNullElse(
                        URLConnection.guessContentTypeFromName(lower), MediaType.APPLICATION_OCTET_STREAM);
        };
    }

    private static Optional<EntityPart> part(List<EntityPart> parts, String name) {
        return parts.stream().filter(part -> name.equals(part.getName())).findFirst();
    }

    private static String text(EntityPart part) {
        try (InputStream content = part.getContent()) {
            return new String(content.readNBytes(100), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
