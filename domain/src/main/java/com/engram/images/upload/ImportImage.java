package com.engram.images.upload;

import com.engram.images.upload.ReceiveImage.UploadRequest;
import com.engram.language.Message;
import com.engram.outbound.PublicHttpClient;
import com.engram.outbound.PublicHttpClient.Completed;
import com.engram.outbound.PublicHttpClient.Unreachable;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Imports an image from a public URL for the current tenant, through a temporary file. It decodes nothing. */
@ApplicationScoped
public class ImportImage {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final PublicHttpClient httpClient;
    private final ReceiveImage receiveImage;

    @Inject
    ImportImage(PublicHttpClient httpClient, ReceiveImage receiveImage) {
        this.httpClient = httpClient;
        this.receiveImage = receiveImage;
    }

    /** The result of an import. */
    public sealed interface Result {}

    /** The bytes are in the object store. */
    public record Imported(UUID image) implements Result {}

    /** Nothing was imported. */
    public record Refused(Refusal refusal) implements Result {}

    /** Imports the image at a URL. */
    public Result importFrom(String url) {
        Optional<String> problem = httpClient.findRefusalReason(url);
        if (problem.isPresent()) {
            return new Refused(new Refusal(RefusalReason.UNREACHABLE_URL, problem.get()));
        }
        try {
            Path file = Files.createTempFile("engram-import-", null);
            try {
                return fetch(URI.create(url.strip()), file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary file cannot be written", e);
        }
    }

    private Result fetch(URI url, Path file) throws IOException {
        PublicHttpClient.HttpResult answer = httpClient.fetch(url, file, receiveImage.maxBytes(), TIMEOUT);
        if (answer instanceof Unreachable unreachable) {
            return new Refused(new Refusal(RefusalReason.UNREACHABLE_URL, unreachable.reason()));
        }
        Completed answered = (Completed) answer;
        if (answered.status() != 200) {
            return new Refused(new Refusal(
                    RefusalReason.UNREACHABLE_URL,
                    "The URL responded with %d. Send the URL of the image itself.".formatted(answered.status()),
                    Message.of("refusal.unreachable_url.status", answered.status())));
        }
        // Servers often declare a wrong type.
        UploadRequest upload = new UploadRequest(name(url), ImageTypes.ofFile(file, "", name(url)), answered.bytes());
        Optional<Refusal> refusal = receiveImage.findRefusal(upload, file);
        return refusal.isPresent() ? new Refused(refusal.get()) : new Imported(receiveImage.store(upload, file));
    }

    private static String name(URI url) {
        String path = url.getPath();
        return path == null || path.endsWith("/") || path.isEmpty() ? String.valueOf(url.getHost()) : path;
    }
}
