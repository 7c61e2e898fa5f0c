package com.engram.client.http;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request to the API. A POST has an idempotency key, so that each of its attempts has one effect. */
public final class ApiRequest {

    private final String method;
    private final String path;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private BodyPublisher body = BodyPublishers.noBody();
    private Duration wait = Duration.ZERO;

    private ApiRequest(String method, String... segments) {
        this.method = method;
        this.path = Stream.of(segments).map(ApiRequest::encode).collect(Collectors.joining("/", "/api/v1/", ""));
        headers.put("Accept", "application/json");
        if (method.equals("POST")) {
            headers.put("Idempotency-Key", UUID.randomUUID().toString());
        }
    }

    /** A request for what is at a path. */
    public static ApiRequest get(String... segments) {
        return new ApiRequest("GET", segments);
    }

    /** A request that creates or starts something. */
    public static ApiRequest post(String... segments) {
        return new ApiRequest("POST", segments);
    }

    /** A request that replaces what is at a path. */
    public static ApiRequest put(String... segments) {
        return new ApiRequest("PUT", segments);
    }

    /** A request that changes what is at a path. */
    public static ApiRequest patch(String... segments) {
        return new ApiRequest("PATCH", segments);
    }

    /** A request that deletes what is at a path. */
    public static ApiRequest delete(String... segments) {
        return new ApiRequest("DELETE", segments);
    }

    /** Adds a parameter to the query, unless its value is null. */
    public ApiRequest query(String name, @Nullable Object value) {
        if (value != null) {
            query.put(name, value.toString());
        }
        return this;
    }

    /** Sets a header. */
    public ApiRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Sets a JSON body. */
    public ApiRequest json(Object value) {
        return body(BodyPublishers.ofString(Json.write(value)), "application/json");
    }

    /** Sets a body. It is published once for each attempt. */
    public ApiRequest body(BodyPublisher publisher, String contentType) {
        this.body = publisher;
        return header("Content-Type", contentType);
    }

    /** Asks the server to answer when the work is done, or after this time. */
    public ApiRequest preferWait(Duration time) {
        if (time.toSeconds() > 0) {
            wait = time;
            header("Prefer", "wait=" + time.toSeconds());
        }
        return this;
    }

    /** Replaces the random idempotency key, unless the given one is null. */
    public ApiRequest idempotencyKey(@Nullable String key) {
        return key == null ? this : header("Idempotency-Key", key);
    }

    String method() {
        return method;
    }

    String pathAndQuery() {
        return query.isEmpty()
                ? path
                : path
                        + query.entrySet().stream()
                                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    Map<String, String> headers() {
        return headers;
    }

    BodyPublisher body() {
        return body;
    }

    Duration waitTime() {
        return wait;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
