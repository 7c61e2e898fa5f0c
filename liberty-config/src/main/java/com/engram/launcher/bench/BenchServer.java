package com.engram.launcher.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Executors;

/** An HTTP server in this process. It serves photographs, accepts previews, and can replace the worker with instant scores. */
final class BenchServer implements AutoCloseable {

    private static final String INSTANT = """
            {"score":0.5,"interval":[0.4,0.6],"percentile":50,"width":100,"height":100,"previewWidth":10,"previewHeight":10,
            "outOfDomain":false,"sha256":"%s","model":{"name":"instant","version":"1"},
            "heatmap":{"kind":"decomposition","rows":1,"columns":1,"values":[[0.1]],"bias":0.4}}
            """;

    static {
        // Without this, each response waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;

    BenchServer(SamplePhotographs photographs) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(16, work -> {
            Thread thread = new Thread(work, "bench-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/photo/", exchange -> {
            String number = exchange.getRequestURI().getPath().substring("/photo/".length());
            respond(exchange, photographs.file(Integer.parseInt(number)));
        });
        server.createContext("/derived", exchange -> respond(exchange, new byte[0]));
        server.createContext("/ping", exchange -> respond(exchange, new byte[0]));
        server.createContext(
                "/invocations",
                exchange ->
                        respond(exchange, INSTANT.formatted(UUID.randomUUID()).getBytes(StandardCharsets.UTF_8)));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void respond(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
