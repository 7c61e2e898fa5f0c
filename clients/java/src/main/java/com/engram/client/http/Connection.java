package com.engram.client.http;

import com.fasterxml.jackson.databind.JavaType;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends requests to one server with one API key. It may be used by several threads. */
public final class Connection {

    private static final String USER_AGENT = "engram-java/1.0";
    private static final Set<Integer> RETRIED = Set.of(429, 502, 503, 504);

    /** The share by which a delay is longer or shorter. A delay that the server asked for must never become shorter. */
    private static final double JITTER = 0.2;

    /** An earlier attempt with the same idempotency key is still being executed. */
    private static final int CONFLICT = 409;

    private final HttpClient http;
    private final URI baseUrl;
    private final String apiKey;
    private final Duration timeLimit;
    private final RetryPolicy<HttpResponse<?>> retries;

    /**
     * @param baseUrl the URL of the portal, such as {@code https://engram.example.com}
     * @param connectTimeout how long connecting may take
     * @param timeLimit how long one attempt may take, besides the time for which the server is asked to wait
     */
    public Connection(
            URI baseUrl, String apiKey, Duration connectTimeout, Duration timeLimit, RetryOptions retryOptions) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.timeLimit = timeLimit;
        this.http = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                // Over plain HTTP, the offer of HTTP/2 would be a header of each request that proxies handle
                // differently.
                .version("https".equals(baseUrl.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .build();
        this.retries = RetryPolicy.<HttpResponse<?>>builder()
                .handle(IOException.class)
                .handleResultIf(Connection::isWorthARetry)
                .abortIf(response -> response != null
                        && retryAfter(response)
                                .filter(delay -> delay.compareTo(retryOptions.maxDelay()) > 0)
                                .isPresent())
                .withMaxRetries(retryOptions.retries())
                .withBackoff(retryOptions.firstDelay(), retryOptions.maxDelay())
                .withJitter(JITTER)
                // A negative delay means the computed one.
                .withDelayFn(context -> Optional.<HttpResponse<?>>ofNullable(context.getLastResult())
                        .flatMap(Connection::retryAfter)
                        .map(delay -> Duration.ofMillis((long) (delay.toMillis() / (1 - JITTER))))
                        .orElse(Duration.ofNanos(-1)))
                .build();
    }

    /** Sends a request whose response has no body that matters. */
    public void send(ApiRequest request) {
        exchange(request);
    }

    /** Sends a request and reads the JSON of its response. */
    public <T> T send(ApiRequest request, Class<T> type) {
        return read(exchange(request), Json.type(type));
    }

    /** Sends a request and returns the bytes of its response. */
    public byte[] sendForBytes(ApiRequest request) {
        return exchange(request).body();
    }

    /** One page of a list. */
    public <T> Page<T> page(ApiRequest request, Class<T> item) {
        return read(exchange(request), Json.pageOf(item));
    }

    /** All items of a list; each page is requested when its first item is read. */
    public <T> Stream<T> list(ApiRequest request, Class<T> item) {
        request.query("limit", 100);
        return Page.stream(cursor -> page(cursor.isEmpty() ? request : request.query("cursor", cursor), item));
    }

    /** Posts a form to a signed URL, without the API key. */
    public void postForm(URI url, BodyPublisher body, String contentType) {
        requireSuccess(attempt(
                HttpRequest.newBuilder(url)
                        .timeout(timeLimit)
                        .header("User-Agent", USER_AGENT)
                        .header("Content-Type", contentType)
                        .POST(body)
                        .build(),
                BodyHandlers.ofByteArray()));
    }

    /** Downloads from a signed URL to a file, without the API key. The file appears only when it is complete. */
    public void download(URI url, Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        HttpResponse<@Nullable Path> response = attempt(
                HttpRequest.newBuilder(url)
                        .timeout(timeLimit)
                        .header("User-Agent", USER_AGENT)
                        .build(),
                info -> info.statusCode() == 200
                        ? BodyHandlers.ofFile(partial).apply(info)
                        : BodySubscribers.replacing(null));
        if (response.statusCode() != 200) {
            throw new ProblemException(
                    response.statusCode(),
                    new Problem("download_failed", "The file could not be downloaded.", List.of()),
                    null,
                    null);
        }
        try {
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UnreachableException("The file could not be saved: " + e.getMessage(), e);
        }
    }

    private HttpResponse<byte[]> exchange(ApiRequest request) {
        HttpRequest.Builder built = HttpRequest.newBuilder(baseUrl.resolve(request.pathAndQuery()))
                .timeout(timeLimit.plus(request.waitTime()))
                .header("User-Agent", USER_AGENT)
                .header("Authorization", "Bearer " + apiKey)
                .method(request.method(), request.body());
        request.headers().forEach(built::header);
        HttpResponse<byte[]> response = attempt(built.build(), BodyHandlers.ofByteArray());
        requireSuccess(response);
        return response;
    }

    @SuppressWarnings("unchecked") // The policy is the same for all types of bodies.
    private <T> HttpResponse<T> attempt(HttpRequest request, BodyHandler<T> handler) {
        try {
            return (HttpResponse<T>) Failsafe.with(retries).get(() -> http.send(request, handler));
        } catch (FailsafeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new InterruptedCallException(cause);
            }
            throw new UnreachableException(
                    "No answer from %s: %s"
                            .formatted(
                                    request.uri().getAuthority(),
                                    Optional.ofNullable(cause.getMessage())
                                            .orElse(cause.getClass().getSimpleName())),
                    cause);
        }
    }

    private static boolean isWorthARetry(@Nullable HttpResponse<?> response) {
        return response != null
                && (RETRIED.contains(response.statusCode())
                        || (response.statusCode() == CONFLICT
                                && retryAfter(response).isPresent()));
    }

    /** Only seconds: the API sends no dates. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private static void requireSuccess(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 == 2) {
            return;
        }
        throw new ProblemException(
                response.statusCode(),
                problem(response),
                response.headers().firstValue("Request-Id").orElse(null),
                retryAfter(response).orElse(null));
    }

    private static Problem problem(HttpResponse<byte[]> response) {
        try {
            return Json.read(response.body(), Problem.class);
        } catch (IOException e) {
            // A proxy in front of the API, or the object store, answers in its own format.
            return new Problem("unknown", "The server answered %d.".formatted(response.statusCode()), List.of());
        }
    }

    private static <T> T read(HttpResponse<byte[]> response, JavaType type) {
        try {
            return Json.read(response.body(), type);
        } catch (IOException e) {
            throw new UnreachableException("The answer is not what the API sends: " + e.getMessage(), e);
        }
    }
}
