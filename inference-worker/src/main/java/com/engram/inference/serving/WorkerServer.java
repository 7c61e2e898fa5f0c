package com.engram.inference.serving;

import com.engram.inference.scoring.LoadedModels;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
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
 * The HTTP server of the worker: {@code GET /ping} and {@code POST /invocations} by the SageMaker hosting contract, and {@code GET
 * /model-card}. One request per core is processed at a time and a limited number wait. Further requests are rejected with status 503
 * and {@code Retry-After}.
 */
public final class WorkerServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WorkerServer.class.getName());
    private static final int WAITING_PER_CORE = 16;

    private final HttpServer server;
    private final InvocationHandler handler;
    private final AtomicInteger active = new AtomicInteger();
    private final int maxActive;
    private volatile boolean draining;

    /**
     * Binds the server without starting it.
     *
     * @param address with port 0 for any free port
     * @throws IOException if the address is in use
     */
    public WorkerServer(InetSocketAddress address, LoadedModels models, int cores) throws IOException {
        this.handler = new InvocationHandler(models, cores);
        this.maxActive = cores * (1 + WAITING_PER_CORE);
        this.server = HttpServer.create(address, 256);
        server.setExecutor(Executors.newCachedThreadPool(work -> new Thread(work, "worker-request")));
        serve("GET", "/ping", exchange -> respond(exchange, handler.ping()));
        serve("GET", "/model-card", exchange -> respond(exchange, handler.modelCard()));
        serve("POST", "/invocations", this::invocation);
        server.createContext("/", WorkerServer::unknown);
    }

    /** Adds a handler for exactly this path; the JDK's server would also call it for paths that start with it. */
    private void serve(String method, String path, HttpHandler delegate) {
        server.createContext(path, exchange -> {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                unknown(exchange);
            } else if (!exchange.getRequestMethod().equals(method)
                    && !(method.equals("GET") && exchange.getRequestMethod().equals("HEAD"))) {
                exchange.getResponseHeaders().set("Allow", method);
                respond(
                        exchange,
                        InvocationHandler.problem(405, "Only " + method + " is allowed", "method_not_allowed", null));
            } else {
                delegate.handle(exchange);
            }
        });
    }

    private static void unknown(HttpExchange exchange) throws IOException {
        respond(exchange, InvocationHandler.problem(404, "Not found", "not_found", null));
    }

    /** Starts to accept requests. */
    public void start() {
        server.start();
    }

    /** The bound port. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void invocation(HttpExchange exchange) throws IOException {
        if (active.incrementAndGet() > maxActive || draining) {
            active.decrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "1");
            respond(exchange, InvocationHandler.problem(503, "The worker is overloaded", "overloaded", null));
            return;
        }
        try {
            respond(exchange, handle(exchange));
        } finally {
            active.decrementAndGet();
        }
    }

    private InvocationHandler.Response handle(HttpExchange exchange) throws IOException {
        try {
            boolean json = header(exchange, "Content-Type").startsWith("application/json");
            CustomAttributes attributes = CustomAttributes.parse(
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-Custom-Attributes"))
                            .orElse(""));
            return handler.handle(exchange.getRequestBody(), length(exchange), json, attributes);
        } catch (CustomAttributes.UnknownTaskException e) {
            return InvocationHandler.unknownTask(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return InvocationHandler.problem(503, "The worker is stopping", "stopping", null);
        } catch (RuntimeException | Error e) { // An error in one request must not affect others.
            LOG.log(Level.SEVERE, "Invocation failed", e);
            return InvocationHandler.problem(500, "Internal error", "internal_error", null);
        }
    }

    /** The declared length of the body; negative if it is unknown. */
    private static long length(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? -1 : Long.parseLong(length); // The server has already rejected invalid numbers.
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    private static void respond(HttpExchange exchange, InvocationHandler.Response response) throws IOException {
        try (exchange) {
            String type = response.status() == 200 ? "application/json" : "application/problem+json";
            exchange.getResponseHeaders().set("Content-Type", type);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(response.status(), -1);
            } else {
                exchange.sendResponseHeaders(response.status(), response.json().length);
                exchange.getResponseBody().write(response.json());
            }
        }
    }

    /** Rejects new requests, waits for the running ones, but no longer than the timeout, and stops the server. */
    public void drain(Duration timeout) {
        draining = true;
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            // HttpServer.stop(delay) always waits for the whole delay on JDK 17.
            while (active.get() > 0 && System.nanoTime() < deadline) {
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
