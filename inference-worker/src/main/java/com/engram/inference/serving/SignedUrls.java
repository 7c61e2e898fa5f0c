package com.engram.inference.serving;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Reads and writes objects by the signed addresses given with a request. Holds no credentials, follows no redirect. */
final class SignedUrls {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int LARGEST = 64 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    byte[] get(String url) throws IOException, InterruptedException {
        HttpRequest request = request(url).GET().build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("The store answered " + response.statusCode());
            }
            byte[] bytes = body.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("The object is larger than " + LARGEST + " bytes");
            }
            return bytes;
        }
    }

    void put(String url, byte[] jpeg) throws IOException, InterruptedException {
        HttpRequest request = request(url)
                .header("Content-Type", "image/jpeg")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(jpeg))
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IOException("The store answered " + status);
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
