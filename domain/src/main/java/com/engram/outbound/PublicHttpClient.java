package com.engram.outbound;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Calls addresses that customers gave: http and https to public addresses only, without redirects, cookies or retries,
 * within limits of time and size. Expected failures are answers, not exceptions.
 */
@ApplicationScoped
public class PublicHttpClient {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout SILENCE = Timeout.ofSeconds(10);

    /** A call is over by then, however slowly the other side talks. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(20);

    private static final int LONGEST_HEADER_LINE = 16_384;
    private static final int MOST_HEADERS = 100;
    private static final int MOST_CONNECTIONS = 32;
    private static final int LONGEST_URL = 2_000;

    private final PublicAddressResolver names;

    @SuppressWarnings("NullAway.Init")
    private CloseableHttpClient client;

    /** What came of a call. */
    public sealed interface Answer {}

    /** The other side answered with that status. */
    public record Answered(int status, @Nullable String contentType, long bytes) implements Answer {}

    /** The other side answered with that status, these headers and that text. */
    public record Told(int status, Map<String, String> headers, String body) implements Answer {}

    /** There was no answer, or not one that is taken; a sentence says why. */
    public record Unreachable(String reason) implements Answer {}

    @Inject
    PublicHttpClient(PublicAddressResolver names) {
        this.names = names;
    }

    @PostConstruct
    void open() {
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(LONGEST_HEADER_LINE)
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .build())
                                .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(SILENCE)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(SILENCE)
                        .setConnectionRequestTimeout(SILENCE)
                        .build())
                .setUserAgent("Engram/1")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @PreDestroy
    void close() {
        client.close(CloseMode.GRACEFUL);
    }

    /** Why an address is not taken; empty if it is. */
    public Optional<String> whyNot(String text) {
        try {
            URI address = URI.create(text.strip());
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            if (!web || address.getHost() == null || address.getUserInfo() != null || text.length() > LONGEST_URL) {
                return Optional.of("Give an http or https address without user name, at most 2,000 letters long.");
            }
            names.resolve(address.getHost());
            return Optional.empty();
        } catch (ForbiddenAddressException e) {
            return Optional.of("The address is not a public one.");
        } catch (UnknownHostException e) {
            return Optional.of("The host of the address is unknown.");
        } catch (IllegalArgumentException e) {
            return Optional.of("This is not an address.");
        }
    }

    /**
     * Why an address is not taken for what must stay secret: as {@link #whyNot}, and plain http is taken only in
     * networks that the operator allows.
     */
    public Optional<String> whyNotSecret(String text) {
        return whyNot(text).or(() -> {
            URI address = URI.create(text.strip());
            return "https".equalsIgnoreCase(address.getScheme()) || names.isAllowedByOperator(address.getHost())
                    ? Optional.empty()
                    : Optional.of("Give an https address.");
        });
    }

    /** Sends a request with a body, if it is not empty, and reads the answer whatever its status, up to that many bytes. */
    public Answer ask(String method, URI address, Map<String, String> headers, String body, int maxBytes) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, address);
        headers.forEach(request::setHeader);
        if (!body.isEmpty()) {
            ContentType type = ContentType.parse(headers.getOrDefault("Content-Type", "text/plain"));
            request.setEntity(new StringEntity(body, type.withCharset(StandardCharsets.UTF_8)));
        }
        return call(request, LONGEST_CALL, response -> told(response, maxBytes));
    }

    private static Told told(ClassicHttpResponse response, int maxBytes) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.put(header.getName(), header.getValue());
        }
        if (response.getEntity() == null) {
            return new Told(response.getCode(), headers, "");
        }
        try (InputStream from = response.getEntity().getContent()) {
            ByteArrayOutputStream to = new ByteArrayOutputStream();
            if (copy(from, to, maxBytes) > maxBytes) {
                throw new IOException("It is longer than " + maxBytes + " bytes");
            }
            return new Told(response.getCode(), headers, to.toString(StandardCharsets.UTF_8));
        }
    }

    /** Posts JSON; what is answered is not read. */
    public Answer post(URI address, Map<String, String> headers, String json) {
        HttpPost request = new HttpPost(address);
        headers.forEach(request::setHeader);
        request.setEntity(new StringEntity(json, ContentType.create("application/json", StandardCharsets.UTF_8)));
        return call(request, LONGEST_CALL, response -> new Answered(response.getCode(), null, 0));
    }

    /** Fetches what lies there into a file; only a 200 is read, up to that many bytes and that long. */
    public Answer fetch(URI address, Path into, long maxBytes, Duration atMost) {
        return call(new HttpGet(address), atMost, response -> {
            if (response.getCode() != 200 || response.getEntity() == null) {
                return new Answered(response.getCode(), null, 0);
            }
            Header type = response.getFirstHeader("Content-Type");
            try (InputStream from = response.getEntity().getContent();
                    OutputStream to = Files.newOutputStream(into)) {
                long bytes = copy(from, to, maxBytes);
                return new Answered(200, type == null ? null : type.getValue(), bytes);
            }
        });
    }

    /** Copies one byte more than allowed at most, so that the caller sees that there were too many. */
    private static long copy(InputStream from, OutputStream to, long maxBytes) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        int read = from.read(buffer);
        while (read >= 0 && bytes <= maxBytes) {
            to.write(buffer, 0, read);
            bytes += read;
            read = from.read(buffer);
        }
        return bytes;
    }

    /** Reads an answer. */
    private interface Reading {
        Answer read(ClassicHttpResponse response) throws IOException;
    }

    /** The client's own limits are between two bytes; whoever sends one at a time is cut off here. */
    private Answer call(HttpUriRequestBase request, Duration atMost, Reading reading) {
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> deadline = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                CompletableFuture.delayedExecutor(atMost.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return client.execute(request, response -> {
                try {
                    return reading.read(response);
                } finally {
                    // Else the client would read a body to its end, however long, to keep the connection.
                    request.cancel();
                }
            });
        } catch (ForbiddenAddressException e) {
            return new Unreachable("The address is not a public one.");
        } catch (UnknownHostException e) {
            return new Unreachable("The host is unknown.");
        } catch (IOException e) {
            return new Unreachable(
                    late.get() ? "The host takes too long." : "The host gave no answer: " + e.getMessage());
        } finally {
            deadline.cancel(false);
        }
    }
}
