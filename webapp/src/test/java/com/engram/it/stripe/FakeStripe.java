package com.engram.it.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Stands in for Stripe at the network's edge and speaks its wire. Every request is held to the parameters that Stripe's
 * own library knows, every answer to its classes; what does not fit is refused, and remembered as a fault.
 */
public final class FakeStripe implements AutoCloseable {

    public static final String SECRET_KEY = "sk_test_integrationtests0000000000";
    public static final String WEBHOOK_SECRET = "whsec_integration_tests";

    private final HttpServer server;
    private final FakeStripeState books;
    private final FakeStripeRoutes routes;
    private final FakeStripePages pages;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Map<String, String> answered = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean down;

    private FakeStripe(HttpServer server) {
        this.server = server;
        books = new FakeStripeState(url());
        routes = new FakeStripeRoutes(books);
        pages = new FakeStripePages(books);
    }

    /** Listens on that port; 0 for any. */
    public static FakeStripe start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        FakeStripe made = new FakeStripe(server);
        server.createContext("/v1/", made::answer);
        server.createContext("/", made.pages::show);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.start();
        return made;
    }

    /** For a walk by hand: a port, and where to tell what happens. */
    public static void main(String[] args) throws IOException {
        FakeStripe made = start(Integer.parseInt(args[0]));
        made.events().tellTo(URI.create(args[1]));
        System.out.println("Stripe's double at " + made.url());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("Faults: " + made.faults())));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it knows, and what its customers and their banks do. */
    public FakeStripeState books() {
        return books;
    }

    /** What it tells. */
    public FakeStripeEvents events() {
        return books.events();
    }

    /** What did not fit Stripe's own library so far. */
    public List<String> faults() {
        return Stream.concat(faults.stream(), books.events().faults().stream()).toList();
    }

    /** How often it was asked. */
    public int requests() {
        return requests.get();
    }

    /** Does not answer from now on, or does again. */
    public void setDown(boolean is) {
        down = is;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String method = exchange.getRequestMethod();
            URI uri = exchange.getRequestURI();
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> fields = fields(
                    method.equals("GET")
                            ? Optional.ofNullable(uri.getRawQuery()).orElse("")
                            : sent);
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.getResponseHeaders().set("Request-Id", "req_" + requests.get());
            if (down) {
                reply(exchange, 500, error("api_error", "Down", "down"));
            } else if (authorization == null || !authorization.startsWith("Bearer sk_test_")) {
                reply(exchange, 401, error("invalid_request_error", "You did not provide an API key.", ""));
            } else if (key != null && answered.containsKey(key)) {
                exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
                reply(exchange, 200, answered.get(key));
            } else {
                act(exchange, method, uri.getPath(), fields, key);
            }
        }
    }

    private void act(HttpExchange exchange, String method, String path, Map<String, String> fields, String key)
            throws IOException {
        try {
            Map<String, Object> answer = routes.call(method, path, fields);
            for (String fault : StripeSchema.faultsInObject(answer)) {
                faults.add(method + " " + path + " answers " + fault);
            }
            String body = Json.createObjectBuilder(answer).build().toString();
            if (key != null) {
                answered.put(key, body);
            }
            reply(exchange, 200, body);
        } catch (FakeStripeRoutes.Refused e) {
            if (e.isFault()) {
                faults.add(method + " " + path + ": " + e.getMessage());
            }
            reply(exchange, e.status(), error(e.type(), String.valueOf(e.getMessage()), e.code()));
        } catch (RuntimeException e) {
            faults.add(method + " " + path + " failed: " + e);
            reply(exchange, 500, error("api_error", String.valueOf(e), "failed"));
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String error(String type, String message, String code) {
        return Json.createObjectBuilder()
                .add(
                        "error",
                        Json.createObjectBuilder()
                                .add("type", type)
                                .add("message", message)
                                .add("code", code))
                .build()
                .toString();
    }

    static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : form.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                fields.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
