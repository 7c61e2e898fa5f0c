package com.engram.inference.serving;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Reads and writes objects by signed URLs. It has no credentials and follows no redirects. */
final class SignedUrlClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Reads an object, after its memory has been reserved.
     *
     * @throws IOException if the store does not return the object
     * @throws RejectedImageException if the object is too large
     */
    byte[] get(String url, RequestMemory.Reservation reservation)
            throws IOException, InterruptedException, RejectedImageException {
        HttpRequest request = request(url).GET().build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("The store answered " + response.statusCode());
            }
            long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            if (length > RequestMemory.MAX_FILE_BYTES) {
                throw tooLarge();
            }
            reservation.add(length);
            byte[] bytes = BodyReader.read(body, length, RequestMemory.MAX_FILE_BYTES);
            if (bytes.length > RequestMemory.MAX_FILE_BYTES) {
                throw tooLarge();
            }
            return bytes;
        }
    }

    private static RejectedImageException tooLarge() {
        return new RejectedImageException(
                Reason.TOO_LARGE, "The file is larger than " + RequestMemory.MAX_FILE_BYTES + " bytes.");
    }

    /**
     * Writes JPEG files concurrently.
     *
     * @param jpegs the files by URL
     * @throws IOException if the store does not accept a file
     */
    void put(Map<String, byte[]> jpegs) throws IOException, InterruptedException {
        List<CompletableFuture<HttpResponse<Void>>> sent = new ArrayList<>();
        for (Map.Entry<String, byte[]> jpeg : jpegs.entrySet()) {
            HttpRequest request = request(jpeg.getKey())
                    .header("Content-Type", "image/jpeg")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(jpeg.getValue()))
                    .build();
            sent.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
        }
        for (CompletableFuture<HttpResponse<Void>> response : sent) {
            try {
                int status = response.get().statusCode();
                if (status / 100 != 2) {
                    throw new IOException("The store answered " + status);
                }
            } catch (ExecutionException e) {
                throw new IOException("The store did not answer", e.getCause());
            }
        }
    }

    private static HttpRequest.Builder request(String url) throws IOException {
        try {
            URI uri = URI.create(url);
            if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
                throw new IOException("Only http and https URLs are supported");
            }
            return HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        } catch (IllegalArgumentException e) {
            throw new IOException("Invalid URL", e);
        }
    }
}
