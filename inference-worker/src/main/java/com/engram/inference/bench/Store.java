package com.engram.inference.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives pictures to the worker and takes their previews and thumbnails, as an object store would. */
final class Store implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<byte[]> pictures;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();

    Store(List<byte[]> pictures) throws IOException {
        this.pictures = pictures;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("PUT")) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, -1);
                written.incrementAndGet();
                return;
            }
            byte[] picture = pictures.get(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, picture.length);
            exchange.getResponseBody().write(picture);
            read.incrementAndGet();
        }
    }

    /** A request to score a picture and to write what is derived from it. */
    HttpRequest.Builder order(int number) throws IOException {
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        Map<String, String> order = Map.of(
                "imageUrl",
                address + number % pictures.size(),
                "previewUrl",
                address + "preview",
                "thumbnailUrl",
                address + "thumbnail");
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(order)));
    }

    /** Fails unless two pictures came back for each that was read. */
    void check() throws IOException {
        if (written.get() != 2 * read.get()) {
            throw new IOException(read + " pictures were read, and " + written + " derived ones written");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
