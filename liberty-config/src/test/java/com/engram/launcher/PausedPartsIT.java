package com.engram.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each part is paused (SIGSTOP) or killed while keys, sessions and the operator send requests. What cannot be done gets 503
 * with Retry-After within ten seconds: never a refusal of the credentials, and never an error of the server.
 */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes minutes; ./engram test --all")
class PausedPartsIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final int SENDERS = 4;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    @TempDir
    private static Path folder;

    private static LauncherProcess engram;
    private static String address;
    private static RetryingApiClient client;
    private static RetryingApiClient operator;
    private static String session;

    /** A request, and whether it needs PostgreSQL and the object store. */
    private record Call(String name, HttpRequest request, boolean needsDatabase, boolean needsStore) {}

    /** What came of a call: the status, 0 if the connection was closed. */
    private record Answer(
            Call call, int status, String contentType, boolean retryAfter, String requestId, Duration time) {}

    @BeforeAll
    static void start() throws Exception {
        int port = BrowserSession.freePort();
        Path home = folder.resolve("home");
        address = "http://localhost:" + port;
        engram = LauncherProcess.up(home, port);
        engram.awaitReady();
        client = RetryingApiClient.of(address, home);
        operator = RetryingApiClient.operator(address, home);
        session = signUp();
        // The first image loads the model; the first request of each kind loads classes.
        client.send(GeneratedImages.jpeg(1), "first.jpg");
        for (Call call : calls()) {
            assertThat(send(call).status()).as(call.name()).isBetween(200, 299);
        }
    }

    @AfterAll
    static void stop() {
        engram.kill();
        engram.awaitNoChildren(Duration.ofSeconds(30));
    }

    @Test
    void a_paused_database_ends_in_503_and_serves_again_once_it_is_resumed() throws Exception {
        List<Answer> answers;
        engram.pause("bin/postgres");
        try {
            answers = new ArrayList<>(sendAll(Duration.ofSeconds(12)));
        } finally {
            engram.resume("bin/postgres");
        }
        print("PostgreSQL paused", answers);
        assertAllBounded(answers);
        for (Answer answer : answers) {
            assertThat(answer.status())
                    .as(answer.toString())
                    .isEqualTo(answer.call().needsDatabase() ? 503 : 200);
        }
        awaitAllServed();
    }

    @Test
    void a_database_that_is_paused_while_requests_run_is_never_taken_for_a_refusal() throws Exception {
        CompletableFuture<List<Answer>> running = CompletableFuture.supplyAsync(() -> sendAll(Duration.ofSeconds(30)));
        for (int pause = 0; pause < 3; pause++) {
            // Requests must run between the pauses, at random moments.
            Thread.sleep(2_000);
            engram.pause("bin/postgres");
            Thread.sleep(6_000);
            engram.resume("bin/postgres");
        }
        List<Answer> answers = running.get(2, TimeUnit.MINUTES);
        print("PostgreSQL paused three times", answers);
        assertAllBounded(answers);
        assertThat(answers).anyMatch(answer -> answer.status() == 503).anyMatch(answer -> answer.status() == 200);
        awaitAllServed();
    }

    @Test
    void a_killed_database_is_never_taken_for_a_refusal() throws Exception {
        CompletableFuture<List<Answer>> running = CompletableFuture.supplyAsync(() -> sendAll(Duration.ofSeconds(30)));
        for (int kill = 0; kill < 3; kill++) {
            // Requests must run between the kills, at random moments.
            Thread.sleep(8_000);
            engram.kill("bin/postgres");
        }
        List<Answer> answers = running.get(2, TimeUnit.MINUTES);
        print("PostgreSQL killed three times", answers);
        assertAllBounded(answers);
        assertThat(answers).anyMatch(answer -> answer.status() == 503).anyMatch(answer -> answer.status() == 200);
        awaitAllServed();
    }

    @Test
    void a_paused_object_store_stops_uploads_only() throws Exception {
        List<Answer> answers;
        engram.pause("org.gaul.s3proxy.Main");
        try {
            answers = new ArrayList<>(sendAll(Duration.ofSeconds(12)));
        } finally {
            engram.resume("org.gaul.s3proxy.Main");
        }
        print("Object store paused", answers);
        assertAllBounded(answers);
        for (Answer answer : answers) {
            assertThat(answer.status() == 503)
                    .as(answer.toString())
                    .isEqualTo(answer.call().needsStore());
        }
        awaitAllServed();
    }

    @Test
    void a_paused_worker_stops_no_request() throws Exception {
        List<Answer> answers;
        engram.pause("com.engram.inference.Main");
        try {
            answers = new ArrayList<>(sendAll(Duration.ofSeconds(12)));
        } finally {
            engram.resume("com.engram.inference.Main");
        }
        print("Worker paused", answers);
        assertAllBounded(answers);
        assertThat(answers).allMatch(answer -> answer.status() < 300);
        awaitAllServed();
    }

    private static void assertAllBounded(List<Answer> answers) {
        assertThat(answers).hasSizeGreaterThan(calls().size());
        SoftAssertions softly = new SoftAssertions();
        for (Answer answer : answers) {
            boolean isServed = answer.status() >= 200 && answer.status() < 300;
            boolean isUnavailable = answer.status() == 503
                    && answer.retryAfter()
                    && !answer.requestId().isEmpty()
                    && answer.contentType()
                            .startsWith(
                                    answer.call().name().startsWith("page") ? "text/html" : "application/problem+json");
            softly.assertThat(isServed || isUnavailable).as(answer.toString()).isTrue();
            softly.assertThat(answer.time()).as(answer.toString()).isLessThan(LIMIT.plusMillis(500));
        }
        softly.assertAll();
    }

    /** Sends all calls again and again, several at a time. */
    private static List<Answer> sendAll(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS * 2);
        try {
            List<CompletableFuture<List<Answer>>> running = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int first = sender;
                running.add(CompletableFuture.supplyAsync(() -> sendUntil(end, first), senders));
            }
            return running.stream().flatMap(each -> each.join().stream()).toList();
        } finally {
            senders.shutdownNow();
        }
    }

    private static List<Answer> sendUntil(long end, int first) {
        List<Call> calls = calls();
        List<Answer> answers = new ArrayList<>();
        for (int i = first; i < first + calls.size() || System.nanoTime() < end; i++) {
            answers.add(send(calls.get(i % calls.size())));
        }
        return answers;
    }

    private static Answer send(Call call) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = HTTP.send(call.request(), BodyHandlers.ofString());
            return new Answer(
                    call,
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Retry-After").isPresent(),
                    response.headers().firstValue("Request-Id").orElse(""),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            return new Answer(call, 0, e.toString(), false, "", Duration.ofNanos(System.nanoTime() - start));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitAllServed() {
        engram.await(
                Duration.ofSeconds(60),
                () -> calls().stream().allMatch(call -> send(call).status() / 100 == 2));
    }

    private static List<Call> calls() {
        return List.of(
                new Call("key: usage", key("/api/v1/usage").build(), true, false),
                new Call("key: list", key("/api/v1/analyses").build(), true, false),
                new Call(
                        "key: form",
                        json(
                                key("/api/v1/uploads")
                                        .header(
                                                "Idempotency-Key",
                                                UUID.randomUUID().toString()),
                                "{\"filename\":\"a.jpg\",\"contentType\":\"image/jpeg\",\"bytes\":10}"),
                        true,
                        false),
                new Call("key: file", file(), true, true),
                new Call("page: gallery", page("/gallery"), true, false),
                new Call("page: people", page("/settings/people"), true, false),
                new Call("operator: queue", as(operator, "/api/v1/admin/queue").build(), true, false),
                new Call(
                        "operator: tenants",
                        as(operator, "/api/v1/admin/tenants").build(),
                        true,
                        false),
                new Call(
                        "page: login",
                        request("/login").header("Accept", "text/html").build(),
                        false,
                        false));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(40));
    }

    private static HttpRequest.Builder key(String path) {
        return as(client, path);
    }

    private static HttpRequest.Builder as(RetryingApiClient caller, String path) {
        return request(path).header("Authorization", "Bearer " + caller.key());
    }

    private static HttpRequest json(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpRequest page(String path) {
        return request(path)
                .header("Cookie", session)
                .header("Accept", "text/html")
                .build();
    }

    private static HttpRequest file() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(GeneratedImages.jpeg(2));
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        return key("/api/v1/analyses")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
    }

    /** The cookies of a person who has just signed up. */
    private static String signUp() throws IOException, InterruptedException {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        Matcher token = CSRF.matcher(browser.send(request("/signup").build(), BodyHandlers.ofString())
                .body());
        assertThat(token.find()).isTrue();
        String form = Map.of(
                        "_csrf", token.group(1),
                        "company", "Paused",
                        "name", "Pat",
                        "email", "pat@example.com",
                        "password", "a long enough passphrase")
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> response = browser.send(
                request("/signup")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
        return cookies.getCookieStore().getCookies().stream()
                .map(PausedPartsIT::toText)
                .collect(Collectors.joining("; "));
    }

    private static String toText(HttpCookie cookie) {
        return cookie.getName() + "=" + cookie.getValue();
    }

    private static void print(String what, List<Answer> answers) {
        Map<Integer, Long> statuses =
                new TreeMap<>(answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting())));
        Duration longest =
                answers.stream().map(Answer::time).max(Duration::compareTo).orElse(Duration.ZERO);
        System.out.printf(
                "%s: %d requests, by status %s, longest %.1f s%n",
                what, answers.size(), statuses, longest.toMillis() / 1000.0);
    }
}
