package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A client of the API with a key. */
record TestApiClient(String tenant, String key) {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final byte[] A_PNG = "filename=\"a.png\"".getBytes(StandardCharsets.UTF_8);

    static TestApiClient operator() {
        return new TestApiClient("", TestEnvironment.OPERATOR_KEY);
    }

    /** A new tenant on that plan. */
    static TestApiClient onPlan(String plan) throws IOException, InterruptedException {
        HttpResponse<String> opened = operator().post("/api/v1/admin/tenants", """
            {"name": "Tenant %s", "ownerEmail": "owner@example.com", "plan": "%s"}
            """.formatted(UUID.randomUUID(), plan));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        JsonObject tenant = json(opened);
        return new TestApiClient(
                tenant.getString("id"), tenant.getJsonObject("apiKey").getString("secret"));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    /** Reads unless the client has the content with that ETag. */
    HttpResponse<String> getUnlessTag(String path, String tag) throws IOException, InterruptedException {
        return send(request(path).header("If-None-Match", tag).GET().build());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE().build());
    }

    HttpResponse<String> patch(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json))
                .build());
    }

    HttpResponse<String> put(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PUT", BodyPublishers.ofString(json))
                .build());
    }

    /** Requests a form and posts a file with it; returns the id of the image. */
    String upload(byte[] file) throws IOException, InterruptedException {
        JsonObject form = form(file.length);
        HttpResponse<String> posted = post(form, file, "", "");
        assertThat(posted.statusCode()).as(posted.body()).isBetween(200, 204);
        return form.getString("imageId");
    }

    /** Posts a file with a form, one field of which is changed. */
    static HttpResponse<String> post(JsonObject form, byte[] file, String field, String value)
            throws IOException, InterruptedException {
        return send(multipart(form, part("file", A_PNG, file), field, value));
    }

    /** Posts a file as a part with a form. */
    static HttpResponse<String> postPart(JsonObject form, byte[] part) throws IOException, InterruptedException {
        return send(multipart(form, part, "", ""));
    }

    /** Requests a form without posting it. */
    JsonObject form(int bytes) throws IOException, InterruptedException {
        HttpResponse<String> admitted = post(
                "/api/v1/uploads",
                "{\"filename\": \"a.png\", \"contentType\": \"image/png\", \"bytes\": %d}".formatted(bytes));
        assertThat(admitted.statusCode()).as(admitted.body()).isEqualTo(201);
        return json(admitted);
    }

    HttpResponse<String> analyse(String image) throws IOException, InterruptedException {
        return post("/api/v1/analyses", "{\"imageId\": \"%s\"}".formatted(image));
    }

    /** Sends a file and requests its analysis in one request. */
    HttpResponse<String> send(byte[] file) throws IOException, InterruptedException {
        return sendPart(part("image", A_PNG, file));
    }

    /** A part of a multipart body: its headers, an empty line, and its content. */
    static byte[] part(String field, byte[] filename, byte[] content) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(
                "Content-Disposition: form-data; name=\"%s\"; ".formatted(field).getBytes(StandardCharsets.UTF_8));
        part.writeBytes(filename);
        part.writeBytes("\r\nContent-Type: image/png\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        part.writeBytes(content);
        return part.toByteArray();
    }

    /** Sends a file as a part and requests its analysis in one request. */
    HttpResponse<String> sendPart(byte[] part) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--x\r\n".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(part);
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(request("/api/v1/analyses")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    /** Uploads a file, requests its analysis, and waits until the analysis is finished. */
    JsonObject analysed(byte[] file) throws IOException, InterruptedException {
        HttpResponse<String> accepted = analyse(upload(file));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return ended(json(accepted).getString("id"));
    }

    JsonObject ended(String analysis) throws IOException, InterruptedException {
        return Awaitility.await("the end of " + analysis)
                .atMost(Duration.ofSeconds(90))
                .until(() -> json(get("/api/v1/analyses/" + analysis)), answer -> !answer.isNull("finishedAt"));
    }

    JsonObject usage() throws IOException, InterruptedException {
        return json(get("/api/v1/usage"));
    }

    static JsonObject json(HttpResponse<String> response) {
        return Json.createReader(new StringReader(response.body())).readObject();
    }

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(TestEnvironment.server() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key);
    }

    private static HttpRequest multipart(JsonObject form, byte[] part, String field, String value) {
        String boundary = "----" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String name : form.getJsonObject("fields").keySet()) {
            body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(
                            boundary,
                            name,
                            name.equals(field)
                                    ? value
                                    : form.getJsonObject("fields").getString(name))
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--%s\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        body.writeBytes(part);
        body.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(form.getString("url")))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
    }
}
