package com.engram.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A customer's server. It listens on the loopback address that the configuration of the tests allows calls to. */
final class WebhookReceiver implements AutoCloseable {

    static final String HOST = "127.0.0.2";

    /** A received message. */
    record Message(String id, String timestamp, String signature, String body) {}

    private final HttpServer server;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();

    private WebhookReceiver(HttpServer server) {
        this.server = server;
    }

    static WebhookReceiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(HOST, 0), 0);
        WebhookReceiver receiver = new WebhookReceiver(server);
        server.createContext("/hook", receiver::receive);
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", receiver.url());
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        server.start();
        return receiver;
    }

    String url() {
        return "http://%s:%d/hook".formatted(HOST, server.getAddress().getPort());
    }

    /** A URL that redirects to {@link #url()}. */
    String redirectingUrl() {
        return "http://%s:%d/away".formatted(HOST, server.getAddress().getPort());
    }

    /** Answers the next messages with a 500. */
    void failNext(int times) {
        failures.set(times);
    }

    /** The next message. */
    Message await() throws InterruptedException {
        Message message = messages.poll(60, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("No message came");
        }
        return message;
    }

    /** The messages that arrive within a time. */
    List<Message> within(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return List.copyOf(messages);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            messages.add(new Message(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    body));
            exchange.sendResponseHeaders(failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 500 : 204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
