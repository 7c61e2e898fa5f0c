package com.engram.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An API client of one tenant that repeats an upload until the server accepts it. */
record RetryingApiClient(String address, String key) {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** A client of a new tenant on the unlimited plan. */
    static RetryingApiClient of(String address, Path home) throws IOException, InterruptedException {
        return of(address, home, "unlimited");
    }

    /** A client with the key of the operator. */
    static RetryingApiClient operator(String address, Path home) throws IOException {
        return new RetryingApiClient(
                address, find("\"apiKey\": \"(\\w+)\"", Files.readString(home.resolve("operator.json"))));
    }

    /** A client of a new tenant on a plan. */
    static RetryingApiClient of(String address, Path home, String plan) throws IOException, InterruptedException {
        String operator = operator(address, home).key();
        HttpResponse<String> opened = HTTP.send(
                HttpRequest.newBuilder(URI.create(address + "/api/v1/admin/tenants"))
                        .header("Authorization", "Bearer " + operator)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"name\": \"Faults\", \"ownerEmail\": \"f@example.com\", \"plan\": \"%s\"}"
                                        .formatted(plan)))
                        .build(),
                BodyHandlers.ofString());
        return new RetryingApiClient(address, find("\"secret\":\\s*\"(\\w+)\"", opened.body()));
    }

    RetryingApiClient at(String other) {
        return new RetryingApiClient(other, key);
    }

    /** Uploads an image until the server accepts it, and returns the id of the analysis. */
    String send(byte[] image, String name) throws InterruptedException {
        while (true) {
            try {
                HttpResponse<String> response = HTTP.send(multipart(image, name), BodyHandlers.ofString());
                if (response.statusCode() == 202) {
                    return find("\"id\":\\s*\"(an_\\w+)\"", response.body());
                }
            } catch (IOException e) {
                // The server was killed and is being restarted.
                System.out.println("client> " + name + ": " + e);
            }
            // A pause between attempts, so that a restarting server is not flooded.
            Thread.sleep(500);
        }
    }

    /** The body of the response to a GET request. */
    String get(String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .header("Authorization", "Bearer " + key)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The HTTP status of a GET request, or 0 if there is no response. */
    static int status(String url) throws InterruptedException {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private HttpRequest multipart(byte[] image, String name) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"%s\"\r\nContent-Type: image/jpeg\r\n\r\n"
                        .formatted(name)
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(image);
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(address + "/api/v1/analyses"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
