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

/** Reads and writes objects by the signed addresses given with a request. Holds no credentials, follows no redirect. */
final class SignedUrlClient {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** The object's bytes, once there is room for them. */
    byte[] get(String url, RequestMemory.Share room) throws IOException, InterruptedException, RejectedImageException {
        HttpRequest request = request(url).GET().build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("The store answered " + response.statusCode());
            }
            long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            if (length > RequestMemory.LARGEST_FILE) {
                throw tooLarge();
            }
            room.take(length);
            byte[] bytes = BodyReader.read(body, length, RequestMemory.LARGEST_FILE);
            if (bytes.length > RequestMemory.LARGEST_FILE) {
                throw tooLarge();
            }
            return bytes;
        }
    }

    private static RejectedImageException tooLarge() {
        return new RejectedImageException(
                Reason.TOO_LARGE, "The file is larger than " + RequestMemory.LARGEST_FILE + " bytes.");
    }

    /** Writes images to their addresses, side by side. */
    void put(Map<String, byte[]> jpegs) throws IOException, InterruptedException {
        List<CompletableFuture<HttpResponse<Void>>> sent = new ArrayList<>();
        for (Map.Entry<String, byte[]> jpeg : jpegs.entrySet()) {
            HttpRequest request = request(jpeg.getKey())
                    .header("Content-Type", "image/jpeg")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(jpeg.getValue()))
                    .build();
            sent.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
        }
        for (CompletableFuture<HttpResponse<Void>> one : sent) {
            try {
                int status = one.get().statusCode();
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
                throw new IOException("Only http and https addresses are read");
            }
            return HttpRequest.newBuilder(uri).timeout(LONGEST);
        } catch (IllegalArgumentException e) {
            throw new IOException("Not an address", e);
        }
    }
}
