package com.engram.inference.serving;

import com.engram.inference.scoring.LoadedModels;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
    private static final byte[] PONG = "{}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final InvocationHandler invocations;
    private final AtomicInteger present = new AtomicInteger();
    private final int most;
    private volatile boolean draining;

    /** Binds; port 0 takes any free one. */
    public WorkerServer(InetSocketAddress address, LoadedModels models, int cores) throws IOException {
        this.invocations = new InvocationHandler(models, cores);
        this.most = cores * (1 + WAITING_PER_CORE);
        this.server = HttpServer.create(address, 256);
        server.setExecutor(Executors.newCachedThreadPool(work -> new Thread(work, "worker-request")));
        serve("GET", "/ping", exchange -> reply(exchange, new InvocationHandler.Reply(200, PONG)));
        serve("GET", "/model-card", exchange -> reply(exchange, invocations.modelCard()));
        serve("POST", "/invocations", this::invocation);
        server.createContext("/", WorkerServer::unknown);
    }

    /** The server would hand over every path that begins alike. */
    private void serve(String method, String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                unknown(exchange);
            } else if (!exchange.getRequestMethod().equals(method)
                    && !(method.equals("GET") && exchange.getRequestMethod().equals("HEAD"))) {
                exchange.getResponseHeaders().set("Allow", method);
                reply(
                        exchange,
                        InvocationHandler.problem(
                                405, "Only " + method + " is answered here", "method_not_allowed", null));
            } else {
                handler.handle(exchange);
            }
        });
    }

    private static void unknown(HttpExchange exchange) throws IOException {
        reply(exchange, InvocationHandler.problem(404, "There is nothing here", "not_found", null));
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
        if (present.incrementAndGet() > most || draining) {
            present.decrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "1");
            reply(exchange, InvocationHandler.problem(503, "No more work is taken just now", "overloaded", null));
            return;
        }
        try {
            reply(exchange, answer(exchange));
        } finally {
            present.decrementAndGet();
        }
    }

    private InvocationHandler.Reply answer(HttpExchange exchange) throws IOException {
        try {
            boolean json = header(exchange, "Content-Type").startsWith("application/json");
            CustomAttributes wanted = CustomAttributes.of(
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-Custom-Attributes"))
                            .orElse(""));
            return invocations.handle(exchange.getRequestBody(), length(exchange), json, wanted);
        } catch (CustomAttributes.UnknownTask e) {
            return InvocationHandler.unknownTask(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return InvocationHandler.problem(503, "The worker stops", "stopping", null);
        } catch (RuntimeException | Error e) { // One request's bug or missing library is not the others' concern.
            LOG.log(Level.SEVERE, "An invocation failed", e);
            return InvocationHandler.problem(500, "The worker failed", "internal_error", null);
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

    private static void reply(HttpExchange exchange, InvocationHandler.Reply reply) throws IOException {
        try (exchange) {
            String type = reply.status() == 200 ? "application/json" : "application/problem+json";
            exchange.getResponseHeaders().set("Content-Type", type);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(reply.status(), -1);
            } else {
                exchange.sendResponseHeaders(reply.status(), reply.json().length);
                exchange.getResponseBody().write(reply.json());
            }
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
