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
 * What Lambda is behind its Invoke API: a host of the Runtime API, and our function as it is shipped, in AWS's own Java
 * runtime client in a process of its own. A function that dies fails its call and is started anew with the next one.
 */
final class LambdaRuntimeHost implements AutoCloseable {

    private static final String CALLS = "/2018-06-01/runtime/invocation/";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpServer runtime;
    private final BlockingDeque<Call> waiting = new LinkedBlockingDeque<>();
    private final Map<String, Call> running = new ConcurrentHashMap<>();
    private @Nullable Process function;
    private int coldStarts;

    /** One call of the function. */
    private record Call(String id, byte[] event, CompletableFuture<Answer> answer) {}

    /** What the function answered, or how it failed. */
    record Answer(boolean failed, byte[] body) {}

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

    /** Calls the function and waits for it, as long as Lambda would. */
    Answer invoke(byte[] event) throws IOException, InterruptedException {
        ensureStarted();
        Call call = new Call(UUID.randomUUID().toString(), event, new CompletableFuture<>());
        waiting.add(call);
        try {
            return call.answer().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
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
        Path shipped = Path.of(System.getProperty("engram.engine")).resolveSibling("function");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                shipped + File.pathSeparator + shipped.resolve("lib/*") + File.pathSeparator + runtimeClient(),
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
                .thenAccept(ended -> running.values()
                        .forEach(call -> call.answer()
                                .complete(failure("Runtime.ExitError", "exit status " + ended.exitValue()))));
    }

    /** AWS's own jars, from this test's class path. */
    private static String runtimeClient() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.contains("aws-lambda-java") || jar.contains("utils-lite"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The function's process dies as if it had run out of memory. */
    synchronized void kill() throws InterruptedException {
        if (function != null) {
            function.destroyForcibly().waitFor();
        }
    }

    synchronized int coldStarts() {
        return coldStarts;
    }

    private static Answer failure(String type, String message) {
        return new Answer(
                true,
                "{\"errorType\":\"%s\",\"errorMessage\":\"%s\"}"
                        .formatted(type, message)
                        .getBytes());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.equals(CALLS + "next")) {
                next(exchange);
                return;
            }
            if (path.startsWith(CALLS)) {
                String[] parts = path.substring(CALLS.length()).split("/");
                Call call = running.remove(parts[0]);
                if (call != null) {
                    call.answer().complete(new Answer(parts[1].equals("error"), body));
                }
            }
            exchange.sendResponseHeaders(202, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands out a call to the function that asks, unless that has died meanwhile: the next one shall have it then. */
    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        int asking = coldStarts();
        Call call = null;
        while (call == null && asking == coldStarts()) {
            call = waiting.poll(50, TimeUnit.MILLISECONDS);
        }
        if (call == null) {
            return;
        }
        if (asking != coldStarts()) {
            waiting.addFirst(call);
            return;
        }
        running.put(call.id(), call);
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", call.id());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plus(LIMIT).toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:engram");
        headers.set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, call.event().length);
        exchange.getResponseBody().write(call.event());
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        runtime.stop(0);
    }
}
