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
 * A fake Stripe server. It validates the parameters of every request, and the fields of every response, against the classes of
 * Stripe's Java library. It refuses invalid requests, and records each violation as a fault.
 */
public final class FakeStripe implements AutoCloseable {

    public static final String SECRET_KEY = "sk_test_integrationtests0000000000";
    public static final String WEBHOOK_SECRET = "whsec_integration_tests";

    private final HttpServer server;
    private final FakeStripeState state;
    private final FakeStripeRoutes routes;
    private final FakeStripePages pages;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Map<String, String> responses = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean down;

    private FakeStripe(HttpServer server) {
        this.server = server;
        state = new FakeStripeState(url());
        routes = new FakeStripeRoutes(state);
        pages = new FakeStripePages(state);
    }

    /** Starts a server on a port; 0 selects a free port. */
    public static FakeStripe start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        FakeStripe stripe = new FakeStripe(server);
        server.createContext("/v1/", stripe::handle);
        server.createContext("/", stripe.pages::show);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.start();
        return stripe;
    }

    /** For manual tests. Arguments: the port, and the URL of the webhook that receives the events. */
    public static void main(String[] args) throws IOException {
        FakeStripe stripe = start(Integer.parseInt(args[0]));
        stripe.events().deliverTo(URI.create(args[1]));
        System.out.println("Fake Stripe at " + stripe.url());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("Faults: " + stripe.faults())));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The objects of the server, and the actions of customers and their banks. */
    public FakeStripeState state() {
        return state;
    }

    /** The events that the server delivers. */
    public FakeStripeEvents events() {
        return state.events();
    }

    /** All requests, responses and events that did not match Stripe's Java library. */
    public List<String> faults() {
        return Stream.concat(faults.stream(), state.events().faults().stream()).toList();
    }

    /** The number of requests so far. */
    public int requests() {
        return requests.get();
    }

    /** Makes the server refuse all requests with status 500, or accept them again. */
    public void setDown(boolean down) {
        this.down = down;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String method = exchange.getRequestMethod();
            URI uri = exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> fields = fields(
                    method.equals("GET")
                            ? Optional.ofNullable(uri.getRawQuery()).orElse("")
                            : body);
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.getResponseHeaders().set("Request-Id", "req_" + requests.get());
            if (down) {
                reply(exchange, 500, error("api_error", "Down", "down"));
            } else if (authorization == null || !authorization.startsWith("Bearer sk_test_")) {
                reply(exchange, 401, error("invalid_request_error", "You did not provide an API key.", ""));
            } else if (key != null && responses.containsKey(key)) {
                exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
                reply(exchange, 200, responses.get(key));
            } else {
                dispatch(exchange, method, uri.getPath(), fields, key);
            }
        }
    }

    private void dispatch(HttpExchange exchange, String method, String path, Map<String, String> fields, String key)
            throws IOException {
        try {
            Map<String, Object> response = routes.call(method, path, fields);
            for (String fault : StripeSchema.faultsInObject(response)) {
                faults.add(method + " " + path + " response: " + fault);
            }
            String body = Json.createObjectBuilder(response).build().toString();
            if (key != null) {
                responses.put(key, body);
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
