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

/** An HTTP server that stands in for an object store: it serves images and accepts previews and thumbnails. */
final class LocalImageStore implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<byte[]> images;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();

    LocalImageStore(List<byte[]> images) throws IOException {
        this.images = images;
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
            byte[] image = images.get(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, image.length);
            exchange.getResponseBody().write(image);
            read.incrementAndGet();
        }
    }

    /** A request to score an image and to store its preview and thumbnail. */
    HttpRequest.Builder invocation(int number) throws IOException {
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        Map<String, String> request = Map.of(
                "imageUrl",
                address + number % images.size(),
                "previewUrl",
                address + "preview",
                "thumbnailUrl",
                address + "thumbnail");
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)));
    }

    /** Throws unless a preview and a thumbnail were stored for each image that was read. */
    void requireAllDerivatives() throws IOException {
        if (written.get() != 2 * read.get()) {
            throw new IOException(read + " images were read, but " + written + " previews and thumbnails were stored");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
