package com.engram.inference.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A worker in a process of its own under load over HTTP. */
final class WorkerLoad implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+");
    private static final int CALLERS = 4;

    private final Process worker;
    private final URI invocations;
    private final HttpClient client = HttpClient.newHttpClient();

    private WorkerLoad() throws IOException {
        worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx384m",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.engram.inference.Main",
                        "serve",
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        Matcher address = ADDRESS.matcher(line == null ? "" : line);
        if (!address.find()) {
            worker.destroy();
            throw new IOException("The worker did not start: " + line);
        }
        invocations = URI.create(address.group() + "/invocations");
    }

    /** One call at a time: bytes over HTTP to the answer, in milliseconds. */
    static Benchmark call(byte[] jpeg, int n) throws Exception {
        try (WorkerLoad load = new WorkerLoad()) {
            return Benchmark.of("bytes-to-score-http", Benchmark.medianMillis(n, () -> load.score(jpeg)), 0, n);
        }
    }

    /** The worker's resident memory, its decoders' included, after so many pictures; the baseline is after a tenth of them. */
    static Benchmark memory(byte[] jpeg, int pictures) throws Exception {
        try (WorkerLoad load = new WorkerLoad()) {
            load.scoreMany(jpeg, pictures / 10);
            double early = load.megabytes();
            load.scoreMany(jpeg, pictures - pictures / 10);
            double late = load.megabytes();
            return new Benchmark("worker-memory", late, "MB", early, late / early, pictures);
        }
    }

    private void scoreMany(byte[] jpeg, int pictures) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Void>> done = callers.invokeAll(java.util.Collections.nCopies(CALLERS, () -> {
                for (int i = 0; i < pictures / CALLERS; i++) {
                    score(jpeg);
                }
                return null;
            }));
            for (Future<Void> one : done) {
                one.get();
            }
        } finally {
            callers.shutdown();
        }
    }

    private void score(byte[] jpeg) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(invocations)
                .header("Content-Type", "image/jpeg")
                .POST(HttpRequest.BodyPublishers.ofByteArray(jpeg))
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode();
        if (status != 200) {
            throw new IOException("The worker answered " + status);
        }
    }

    private double megabytes() throws IOException {
        double sum = 0;
        for (ProcessHandle process : Stream.concat(Stream.of(worker.toHandle()), worker.descendants())
                .toList()) {
            String pages = Files.readString(Path.of("/proc/" + process.pid() + "/statm"))
                    .split(" ")[1];
            sum += Long.parseLong(pages) * 4096 / 1e6;
        }
        return sum;
    }

    @Override
    public void close() {
        worker.descendants().forEach(ProcessHandle::destroy);
        worker.destroy();
    }
}
