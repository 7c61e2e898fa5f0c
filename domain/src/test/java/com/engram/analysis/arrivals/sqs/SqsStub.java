package com.engram.analysis.arrivals.sqs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue with SQS's JSON protocol. Every reception delivers all messages that were not deleted; nothing waits. */
final class SqsStub implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, String> messages = new ConcurrentSkipListMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private volatile int lastWait;

    private SqsStub(HttpServer server) {
        this.server = server;
    }

    static SqsStub start() throws IOException {
        SqsStub stub = new SqsStub(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        stub.server.createContext("/", stub::handle);
        stub.server.start();
        return stub;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String queueUrl() {
        return url() + "/123456789012/uploads";
    }

    void add(String body) {
        messages.put("receipt-%03d".formatted(last.incrementAndGet()), body);
    }

    int remaining() {
        return messages.size();
    }

    /** The seconds that the last reception asked to wait. */
    int lastWait() {
        return lastWait;
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            JsonObject request = Json.createReader(exchange.getRequestBody()).readObject();
            String action = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            JsonObject response = switch (action) {
                case "AmazonSQS.ReceiveMessage" -> receive(request);
                case "AmazonSQS.DeleteMessageBatch" -> delete(request);
                default -> throw new IllegalArgumentException(action);
            };
            byte[] body = response.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject receive(JsonObject request) {
        lastWait = request.getInt("WaitTimeSeconds");
        JsonArrayBuilder received = Json.createArrayBuilder();
        messages.entrySet().stream()
                .limit(request.getInt("MaxNumberOfMessages"))
                .forEach(message -> received.add(Json.createObjectBuilder()
                        .add("MessageId", "id-of-" + message.getKey())
                        .add("ReceiptHandle", message.getKey())
                        .add("MD5OfBody", md5(message.getValue()))
                        .add("Body", message.getValue())));
        return Json.createObjectBuilder().add("Messages", received).build();
    }

    private JsonObject delete(JsonObject request) {
        JsonArrayBuilder deleted = Json.createArrayBuilder();
        for (JsonObject entry : request.getJsonArray("Entries").getValuesAs(JsonObject.class)) {
            messages.remove(entry.getString("ReceiptHandle"));
            deleted.add(Json.createObjectBuilder().add("Id", entry.getString("Id")));
        }
        JsonObjectBuilder response = Json.createObjectBuilder();
        return response.add("Successful", deleted)
                .add("Failed", Json.createArrayBuilder())
                .build();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
