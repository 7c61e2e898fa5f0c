package com.engram.inference.serving;

import com.engram.inference.scoring.Models;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The worker over HTTP: {@code GET /ping} and {@code POST /invocations}, as SageMaker hosts containers, and
 * {@code GET /model-card}. As many requests run
 * at once as there are cores; some wait; beyond that the answer is 503 with Retry-After, at once.
 */
public final class WorkerServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WorkerServer.class.getName());
    private static final int WAITING_PER_CORE = 16;

    private final HttpServer server;
    private final Invocations invocations;
    private final AtomicInteger present = new AtomicInteger();
    private final int most;
    private volatile boolean draining;

    /** Binds; port 0 takes any free one. */
    public WorkerServer(InetSocketAddress address, Models models, int cores) throws IOException {
        this.invocations = new Invocations(models, cores);
        this.most = cores * (1 + WAITING_PER_CORE);
        this.server = HttpServer.create(address, 256);
        server.setExecutor(Executors.newCachedThreadPool(work -> new Thread(work, "worker-request")));
        server.createContext(
                "/ping",
                exchange -> reply(
                        exchange, new Invocations.Reply(200, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        server.createContext("/model-card", exchange -> reply(exchange, invocations.modelCard()));
        server.createContext("/invocations", this::invocation);
    }

    /** Begins to answer. */
    public void start() {
        server.start();
    }

    /** The port that was bound. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void invocation(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            reply(exchange, Invocations.problem(405, "Only POST is answered here", "method_not_allowed", null));
            return;
        }
        if (present.incrementAndGet() > most || draining) {
            present.decrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "1");
            reply(exchange, Invocations.problem(503, "No more work is taken just now", "overloaded", null));
            return;
        }
        try {
            reply(exchange, answer(exchange));
        } finally {
            present.decrementAndGet();
        }
    }

    private Invocations.Reply answer(HttpExchange exchange) throws IOException {
        try {
            boolean json = header(exchange, "Content-Type").startsWith("application/json");
            Attributes wanted = Attributes.of(
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-Custom-Attributes"))
                            .orElse(""));
            return invocations.handle(exchange.getRequestBody(), length(exchange), json, wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Invocations.problem(503, "The worker stops", "stopping", null);
        } catch (RuntimeException | Error e) { // One request's bug or missing library is not the others' concern.
            LOG.log(Level.SEVERE, "An invocation failed", e);
            return Invocations.problem(500, "The worker failed", "internal_error", null);
        }
    }

    /** Below zero if the sender does not say. */
    private static long length(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? -1 : Long.parseLong(length); // The server has refused what is no number.
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    private static void reply(HttpExchange exchange, Invocations.Reply reply) throws IOException {
        try (exchange) {
            String type = reply.status() == 200 ? "application/json" : "application/problem+json";
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(reply.status(), reply.json().length);
            exchange.getResponseBody().write(reply.json());
        }
    }

    /** Takes no more requests and waits for those under way, at most as long as given. */
    public void drain(Duration longest) {
        draining = true;
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            // The server's own stop(delay) sits out its delay even when nothing is under way.
            while (present.get() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
