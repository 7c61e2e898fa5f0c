package com.engram.launcher.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client of the REST API, as an integrator would write it. */
record ApiClient(String url, String key) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern FIELD = Pattern.compile("\"([\\w-]+)\":\"([^\"]*)\"");

    /** Opens a tenant on the unlimited plan and returns a client with its key. */
    static ApiClient open(LaunchedEngram product) throws IOException, InterruptedException {
        return open(product, "Bench");
    }

    /** Opens a tenant of that name on the unlimited plan and returns a client with its key. */
    static ApiClient open(LaunchedEngram product, String name) throws IOException, InterruptedException {
        ApiClient operator = new ApiClient(product.url(), find("\"apiKey\":\\s*\"(\\w+)\"", product.operator()));
        String opened = operator.post(
                "/api/v1/admin/tenants",
                "{\"name\":\"%s\",\"ownerEmail\":\"b@example.com\",\"plan\":\"unlimited\"}".formatted(name));
        return new ApiClient(product.url(), find("\"secret\":\\s*\"(\\w+)\"", opened));
    }

    String post(String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(path + " answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /** Requests an upload form, posts the file with it, and returns the image's id. */
    String upload(byte[] file, String name) throws IOException, InterruptedException {
        String form = post(
                "/api/v1/uploads",
                "{\"filename\":\"%s\",\"contentType\":\"image/jpeg\",\"bytes\":%d}".formatted(name, file.length));
        ByteArrayOutputStream body = new ByteArrayOutputStream(file.length + 4_096);
        Matcher fields = FIELD.matcher(form.substring(form.indexOf("\"fields\"") + 9, form.indexOf('}')));
        while (fields.find()) {
            part(body, "name=\"" + fields.group(1) + "\"", fields.group(2).getBytes(StandardCharsets.UTF_8));
        }
        part(body, "name=\"file\"; filename=\"" + name + "\"", file);
        body.writeBytes("--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        HttpResponse<String> posted = HTTP.send(
                HttpRequest.newBuilder(URI.create(find("\"url\":\"([^\"]+)\"", form)))
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
        if (posted.statusCode() / 100 != 2) {
            throw new IOException("The store answered " + posted.statusCode() + " " + posted.body());
        }
        return find("\"imageId\":\"(\\w+)\"", form);
    }

    private static void part(ByteArrayOutputStream body, String disposition, byte[] content) {
        body.writeBytes(("--x\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    void batch(List<String> images) throws IOException, InterruptedException {
        String ids = images.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        post("/api/v1/batches", "{\"imageIds\":%s,\"name\":\"Bench\"}".formatted(ids));
    }

    /** Uploads one image and waits for its score. */
    void single(byte[] file) throws IOException, InterruptedException {
        String image = upload(file, "single.jpg");
        HttpResponse<String> response = HTTP.send(
                request("/api/v1/analyses")
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=30")
                        .POST(BodyPublishers.ofString("{\"imageId\":\"%s\"}".formatted(image)))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("No score within 30 s: " + response.body());
        }
    }

    /** A request to read that path. */
    HttpRequest get(String path) {
        return request(path).build();
    }

    /** The id of the first object of a list. */
    String findFirst(String list) throws IOException, InterruptedException {
        return find(
                "\"id\":\"(\\w+)\"",
                HTTP.send(get(list), BodyHandlers.ofString()).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + key);
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
