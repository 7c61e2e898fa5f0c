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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
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
 * Calls URLs that customers gave: http and https to public addresses only, without cookies or retries, and with limits of
 * time and size. Redirects are followed only by downloads. Expected failures are results, not exceptions.
 */
@ApplicationScoped
public class PublicHttpClient {

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    private static final Timeout READ_TIMEOUT = Timeout.ofSeconds(10);

    /** Limits a whole call, however slowly the server sends. Long for webhooks, which nobody waits for. */
    private static final Duration MAX_POST = Duration.ofSeconds(20);

    /** The limit of a call that a person waits for. */
    private static final Duration MAX_SEND = Duration.ofSeconds(8);

    private static final int MAX_HEADER_LINE = 16_384;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_CONNECTIONS = 32;
    private static final int MAX_URL_LENGTH = 2_000;
    private static final int MAX_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** One sentence for both, so that it does not tell which names of the internal network exist. */
    private static final String NOT_PUBLIC = "The host of the URL is unknown or its address is not public.";

    private final PublicAddressResolver names;

    @SuppressWarnings("NullAway.Init")
    private CloseableHttpClient client;

    /** The result of a call. */
    public sealed interface HttpResult {}

    /**
     * A response whose body was saved or ignored.
     *
     * @param bytes size of the saved body; more than the limit means that it was cut off
     */
    public record Completed(int status, @Nullable String contentType, long bytes) implements HttpResult {}

    /** A response with its body. The names of headers are case-insensitive. */
    public record ReceivedResponse(int status, Map<String, String> headers, String body) implements HttpResult {}

    /** There was no response, or it exceeded a limit. The reason is a sentence. */
    public record Unreachable(String reason) implements HttpResult {}

    /** The server names another URL, which has to be checked before it is called. */
    private record Redirected(String location) implements HttpResult {}

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
                                        .setMaxLineLength(MAX_HEADER_LINE)
                                        .setMaxHeaderCount(MAX_HEADERS)
                                        .build())
                                .build())
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .setSocketTimeout(READ_TIMEOUT)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(READ_TIMEOUT)
                        .setConnectionRequestTimeout(READ_TIMEOUT)
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

    /** Returns the reason why a URL is refused; empty if it is accepted. */
    public Optional<String> findRefusalReason(String text) {
        try {
            URI url = URI.create(text.strip());
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (!web || url.getHost() == null || url.getUserInfo() != null || text.length() > MAX_URL_LENGTH) {
                return Optional.of("Give an http or https URL without a user name and with at most 2,000 characters.");
            }
            names.resolve(url.getHost());
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of(NOT_PUBLIC);
        } catch (IllegalArgumentException e) {
            return Optional.of("This is not a URL.");
        }
    }

    /**
     * Why a URL is refused for sending secrets: like {@link #findRefusalReason}, and plain http is accepted only in networks
     * that the operator allows.
     */
    public Optional<String> findRefusalReasonForSecret(String text) {
        return findRefusalReason(text).or(() -> {
            URI url = URI.create(text.strip());
            return "https".equalsIgnoreCase(url.getScheme()) || names.isAllowedByOperator(url.getHost())
                    ? Optional.empty()
                    : Optional.of("Give an https URL.");
        });
    }

    /**
     * Sends a request and reads the response of any status, which must be complete within eight seconds.
     *
     * @param body empty for a request without a body
     * @param maxBytes size of the largest body that is accepted
     * @return a {@link ReceivedResponse} or {@link Unreachable}
     */
    public HttpResult send(String method, URI url, Map<String, String> headers, String body, int maxBytes) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, url);
        headers.forEach(request::setHeader);
        if (!body.isEmpty()) {
            ContentType type = ContentType.parse(headers.getOrDefault("Content-Type", "text/plain"));
            request.setEntity(new StringEntity(body, type.withCharset(StandardCharsets.UTF_8)));
        }
        return call(request, MAX_SEND, response -> read(response, maxBytes));
    }

    private static ReceivedResponse read(ClassicHttpResponse response, int maxBytes) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.put(header.getName(), header.getValue());
        }
        if (response.getEntity() == null) {
            return new ReceivedResponse(response.getCode(), headers, "");
        }
        try (InputStream from = response.getEntity().getContent()) {
            ByteArrayOutputStream to = new ByteArrayOutputStream();
            if (copy(from, to, maxBytes) > maxBytes) {
                throw new IOException("The response has more than " + maxBytes + " bytes");
            }
            return new ReceivedResponse(response.getCode(), headers, to.toString(StandardCharsets.UTF_8));
        }
    }

    /** Posts JSON, and ignores the body of the response. Returns {@link Completed} or {@link Unreachable}. */
    public HttpResult post(URI url, Map<String, String> headers, String json) {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new StringEntity(json, ContentType.create("application/json", StandardCharsets.UTF_8)));
        return call(request, MAX_POST, response -> new Completed(response.getCode(), null, 0));
    }

    /**
     * Downloads a file, following up to {@value #MAX_REDIRECTS} redirects. Each of their URLs is checked and resolved like the
     * first one. Only the body of a response with status 200 is read.
     *
     * @param maxBytes the size after which the download stops; the result then has more bytes than this
     * @param timeout limit of the whole download
     * @return {@link Completed} or {@link Unreachable}
     */
    public HttpResult fetch(URI url, Path into, long maxBytes, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        URI current = url;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpGet request = new HttpGet(current);
            request.setHeader("Accept", "image/*");
            HttpResult result = call(
                    request,
                    Duration.ofNanos(Math.max(1, deadline - System.nanoTime())),
                    response -> save(response, into, maxBytes));
            if (!(result instanceof Redirected redirected)) {
                return result;
            }
            Optional<URI> next = resolve(current, redirected.location());
            Optional<String> refusal = next.isEmpty()
                    ? Optional.of("The new address is not a URL.")
                    : findRefusalReason(next.get().toString());
            if (refusal.isPresent()) {
                return new Unreachable("The URL redirects to another one. " + refusal.get());
            }
            current = next.get();
        }
        return new Unreachable("The URL redirects more than %d times.".formatted(MAX_REDIRECTS));
    }

    private static HttpResult save(ClassicHttpResponse response, Path into, long maxBytes) throws IOException {
        Header location = response.getFirstHeader("Location");
        if (REDIRECTS.contains(response.getCode()) && location != null) {
            return new Redirected(location.getValue());
        }
        if (response.getCode() != 200 || response.getEntity() == null) {
            return new Completed(response.getCode(), null, 0);
        }
        Header type = response.getFirstHeader("Content-Type");
        try (InputStream from = response.getEntity().getContent();
                OutputStream to = Files.newOutputStream(into)) {
            long bytes = copy(from, to, maxBytes);
            return new Completed(200, type == null ? null : type.getValue(), bytes);
        }
    }

    private static Optional<URI> resolve(URI from, String location) {
        try {
            return Optional.of(from.resolve(location.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Copies until the end, or until more bytes than allowed were copied. */
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

    /** Without the exception's message, which names the addresses behind the host. */
    private static String reason(IOException failure, boolean isLate) {
        if (isLate) {
            return "The host is too slow.";
        }
        return failure instanceof SSLException
                ? "No encrypted connection to the host is possible: check its certificate."
                : "The host did not respond, or its response exceeds a limit.";
    }

    /** Reads a response. */
    private interface ResponseReader {
        HttpResult read(ClassicHttpResponse response) throws IOException;
    }

    /** The client's own timeouts apply to each read, so a server that sends slowly is cut off here. */
    private HttpResult call(HttpUriRequestBase request, Duration timeout, ResponseReader reader) {
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> deadline = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return client.execute(request, response -> {
                try {
                    return reader.read(response);
                } finally {
                    // Otherwise the client would read the whole body, however long, to keep the connection.
                    request.cancel();
                }
            });
        } catch (UnknownHostException e) {
            return new Unreachable(NOT_PUBLIC);
        } catch (IOException e) {
            return new Unreachable(reason(e, late.get()));
        } finally {
            deadline.cancel(false);
        }
    }
}
