package com.engram.images.upload;

import com.engram.images.upload.ReceiveImage.Announcement;
import com.engram.outbound.PublicHttpClient;
import com.engram.outbound.PublicHttpClient.Completed;
import com.engram.outbound.PublicHttpClient.Unreachable;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Fetches a picture from a public address for the entered tenant; never decoded here, by way of a temporary file. */
@ApplicationScoped
public class ImportImage {

    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private final PublicHttpClient web;
    private final ReceiveImage receiveImage;

    @Inject
    ImportImage(PublicHttpClient web, ReceiveImage receiveImage) {
        this.web = web;
        this.receiveImage = receiveImage;
    }

    /** How an import ended. */
    public sealed interface Result {}

    /** The bytes lie in the store. */
    public record Imported(UUID image) implements Result {}

    /** They do not, and why. */
    public record Refused(Refusal refusal) implements Result {}

    /** Imports a picture. */
    public Result fetch(String address) {
        Optional<String> whyNot = web.findRefusalReason(address);
        if (whyNot.isPresent()) {
            return new Refused(new Refusal(RefusalReason.UNREACHABLE_URL, whyNot.get()));
        }
        try {
            Path file = Files.createTempFile("engram-import-", null);
            try {
                return fetch(URI.create(address.strip()), file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No room for a temporary file", e);
        }
    }

    private Result fetch(URI address, Path file) throws IOException {
        PublicHttpClient.HttpResult answer = web.fetch(address, file, receiveImage.maxBytes(), AT_MOST);
        if (answer instanceof Unreachable unreachable) {
            return new Refused(new Refusal(RefusalReason.UNREACHABLE_URL, unreachable.reason()));
        }
        Completed answered = (Completed) answer;
        if (answered.status() != 200) {
            return new Refused(new Refusal(
                    RefusalReason.UNREACHABLE_URL,
                    "The address answered %d; redirects are not followed. Give the image's own address."
                            .formatted(answered.status())));
        }
        Announcement announcement = new Announcement(name(address), type(file), answered.bytes());
        Optional<Refusal> refusal = receiveImage.refusalOf(announcement, file);
        return refusal.isPresent() ? new Refused(refusal.get()) : new Imported(receiveImage.store(announcement, file));
    }

    private static String name(URI address) {
        String path = address.getPath();
        return path == null || path.endsWith("/") || path.isEmpty() ? String.valueOf(address.getHost()) : path;
    }

    /** By the first bytes: what a foreign server says of its files is often wrong. */
    private static String type(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(12);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (text.startsWith("\u0089PNG")) {
            return "image/png";
        }
        if (text.startsWith("GIF8")) {
            return "image/gif";
        }
        return text.startsWith("RIFF") && text.endsWith("WEBP") ? "image/webp" : "application/octet-stream";
    }
}
