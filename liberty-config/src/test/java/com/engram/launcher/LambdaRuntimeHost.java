package com.engram.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A host of Lambda's Runtime API. It runs the packaged function in the AWS Java runtime client, in a separate process. If the
 * process exits, its current invocation fails, and the next invocation starts a new process.
 */
final class LambdaRuntimeHost implements AutoCloseable {

    private static final String INVOCATIONS = "/2018-06-01/runtime/invocation/";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpServer runtime;
    private final BlockingDeque<Invocation> waiting = new LinkedBlockingDeque<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private @Nullable Process function;
    private int coldStarts;

    /** One invocation of the function. */
    private record Invocation(String id, byte[] event, CompletableFuture<Response> response) {}

    /** The response of the function, or its error. */
    record Response(boolean failed, byte[] body) {}

    LambdaRuntimeHost() throws IOException {
        runtime = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        runtime.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "runtime API");
            thread.setDaemon(true);
            return thread;
        }));
        runtime.createContext("/2018-06-01/runtime/", this::serve);
        runtime.start();
    }

    /** Invokes the function and waits for its response, at most for the timeout. */
    Response invoke(byte[] event) throws IOException, InterruptedException {
        ensureStarted();
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
        waiting.add(invocation);
        try {
            return invocation.response().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            kill();
            return failure("Sandbox.Timedout", "Task timed out");
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private synchronized void ensureStarted() throws IOException {
        if (function != null && function.isAlive()) {
            return;
        }
        coldStarts++;
        Path packaged = Path.of(System.getProperty("engram.engine")).resolveSibling("function");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                packaged + File.pathSeparator + packaged.resolve("lib/*") + File.pathSeparator + runtimeClient(),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                "com.engram.inference.lambda.ScoreFunction");
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API",
                                "127.0.0.1:" + runtime.getAddress().getPort(),
                        "AWS_LAMBDA_FUNCTION_NAME", "engram",
                        "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                        "_HANDLER", "com.engram.inference.lambda.ScoreFunction"));
        function = builder.inheritIO().start();
        function.onExit()
                .thenAccept(exited -> running.values()
                        .forEach(invocation -> invocation
                                .response()
                                .complete(failure("Runtime.ExitError", "exit status " + exited.exitValue()))));
    }

    /** The jars of the AWS runtime client on the class path of this test. */
    private static String runtimeClient() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.contains("aws-lambda-java") || jar.contains("utils-lite"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Kills the process of the function, as the kernel does when it runs out of memory. */
    synchronized void kill() throws InterruptedException {
        if (function != null) {
            function.destroyForcibly().waitFor();
        }
    }

    synchronized int coldStarts() {
        return coldStarts;
    }

    private static Response failure(String type, String message) {
        return new Response(
                true,
                "{\"errorType\":\"%s\",\"errorMessage\":\"%s\"}"
                        .formatted(type, message)
                        .getBytes());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.equals(INVOCATIONS + "next")) {
                next(exchange);
                return;
            }
            if (path.startsWith(INVOCATIONS)) {
                String[] parts = path.substring(INVOCATIONS.length()).split("/");
                Invocation invocation = running.remove(parts[0]);
                if (invocation != null) {
                    invocation.response().complete(new Response(parts[1].equals("error"), body));
                }
            }
            exchange.sendResponseHeaders(202, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the next invocation to the function. If its process has died meanwhile, the invocation stays in the queue. */
    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        int startsBefore = coldStarts();
        Invocation invocation = null;
        while (invocation == null && startsBefore == coldStarts()) {
            invocation = waiting.poll(50, TimeUnit.MILLISECONDS);
        }
        if (invocation == null) {
            return;
        }
        if (startsBefore != coldStarts()) {
            waiting.addFirst(invocation);
            return;
        }
        running.put(invocation.id(), invocation);
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plus(TIMEOUT).toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:engram");
        headers.set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, invocation.event().length);
        exchange.getResponseBody().write(invocation.event());
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        runtime.stop(0);
    }
}
