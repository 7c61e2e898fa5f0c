package com.engram.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The protocol of Step Functions: executions that a test lets succeed or fail. AWS's own client calls it. */
final class StepFunctionsDouble implements AutoCloseable {

    static final String STATE_MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:engram-own-models";

    private final HttpServer server;
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();
    private volatile boolean down;

    /** An execution with the end that a test gave to it. */
    private record Execution(JsonObject input, String status, String output, String error, String cause) {}

    StepFunctionsDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").replaceFirst(".*\\.", "");
        JsonObject request;
        try (InputStream body = exchange.getRequestBody()) {
            request = parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
        if (down) {
            send(exchange, 503, "{\"__type\":\"ServiceUnavailable\",\"message\":\"down\"}");
            return;
        }
        switch (operation) {
            case "StartExecution" -> start(exchange, request);
            case "DescribeExecution" -> describe(exchange, name(request));
            case "StopExecution" -> {
                executions.computeIfPresent(
                        name(request), (name, one) -> new Execution(one.input(), "ABORTED", "", "", ""));
                send(exchange, 200, "{\"stopDate\":1764547200}");
            }
            default -> send(exchange, 400, "{\"__type\":\"UnknownOperationException\"}");
        }
    }

    private void start(HttpExchange exchange, JsonObject request) throws IOException {
        String name = request.getString("name");
        if (!request.getString("stateMachineArn").equals(STATE_MACHINE)) {
            send(exchange, 400, "{\"__type\":\"StateMachineDoesNotExist\",\"message\":\"\"}");
            return;
        }
        Execution created = new Execution(parse(request.getString("input")), "RUNNING", "", "", "");
        Execution before = executions.putIfAbsent(name, created);
        // AWS answers as for a new execution if it runs with the same input.
        if (before != null
                && !(before.status().equals("RUNNING") && before.input().equals(created.input()))) {
            send(exchange, 400, "{\"__type\":\"ExecutionAlreadyExists\",\"message\":\"\"}");
            return;
        }
        send(exchange, 200, "{\"executionArn\":\"%s\",\"startDate\":1764547200}".formatted(arn(name)));
    }

    private void describe(HttpExchange exchange, String name) throws IOException {
        Execution found = executions.get(name);
        if (found == null) {
            send(exchange, 400, "{\"__type\":\"ExecutionDoesNotExist\",\"message\":\"\"}");
            return;
        }
        send(
                exchange,
                200,
                Json.createObjectBuilder()
                        .add("executionArn", arn(name))
                        .add("stateMachineArn", STATE_MACHINE)
                        .add("startDate", 1_764_547_200)
                        .add("status", found.status())
                        .add("output", found.output())
                        .add("error", found.error())
                        .add("cause", found.cause())
                        .build()
                        .toString());
    }

    /** Lets an execution succeed with that description of its job. */
    void succeed(String name, String job) {
        executions.computeIfPresent(name, (key, one) -> new Execution(one.input(), "SUCCEEDED", job, "", ""));
    }

    /** Lets an execution fail with that description of its job. */
    void fail(String name, String job) {
        executions.computeIfPresent(
                name, (key, one) -> new Execution(one.input(), "FAILED", "", "States.TaskFailed", job));
    }

    /** Forgets an execution, as if it had not been started. */
    void forget(String name) {
        executions.remove(name);
    }

    /** The input of an execution. */
    JsonObject input(String name) {
        return executions.get(name).input();
    }

    /** The status of an execution. */
    String status(String name) {
        return executions.get(name).status();
    }

    /** Fails every call from now on, or works again. */
    void setDown(boolean down) {
        this.down = down;
    }

    private static String name(JsonObject request) {
        return request.getString("executionArn").replaceFirst(".*:", "");
    }

    private static String arn(String name) {
        return STATE_MACHINE.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    private static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
