package com.engram.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server that answers by method and path, and keeps the requests. What it was not told is answered with 404. */
final class FakeServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Function<Request, Answer>> routes = new LinkedHashMap<>();
    private final List<Request> requests = new ArrayList<>();

    /** A request; {@code number} counts from 1. */
    record Request(int number, String line, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    record Answer(int status, String body) {}

    FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger number = new AtomicInteger();
        server.createContext("/", exchange -> handle(exchange, number.incrementAndGet()));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers requests whose method and path begin like that. The first such route counts. */
    FakeServer on(String line, int status, String body) {
        return on(line, request -> new Answer(status, body));
    }

    synchronized FakeServer on(String line, Function<Request, Answer> answer) {
        routes.put(line, answer);
        return this;
    }

    synchronized List<Request> requests(String line) {
        return requests.stream()
                .filter(request -> request.line().startsWith(line))
                .toList();
    }

    private void handle(HttpExchange exchange, int number) throws IOException {
        Request request = new Request(
                number,
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body;
        int status;
        synchronized (this) {
            requests.add(request);
            Answer answer = routes.entrySet().stream()
                    .filter(route -> request.line().startsWith(route.getKey()))
                    .findFirst()
                    .map(route -> route.getValue().apply(request))
                    .orElse(new Answer(404, "{\"code\":\"not_found\",\"detail\":\"Nothing.\"}"));
            body = answer.body().getBytes(StandardCharsets.UTF_8);
            status = answer.status();
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
