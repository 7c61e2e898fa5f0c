package com.engram.inference.bench;

import com.engram.inference.picture.ClassArchive;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A worker in a process of its own under load over HTTP. */
final class WorkerLoad implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+");
    private static final int CALLERS = 4;
    private static final int CROWD = 100;

    private final Process worker;
    private final URI invocations;
    private final HttpClient client = HttpClient.newHttpClient();

    private WorkerLoad() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        String[] classPath = System.getProperty("java.class.path").split(File.pathSeparator);
        // As the product starts it, where this is a whole engine.
        Path options = Path.of(classPath[0]).resolveSibling("jvm.options");
        command.addAll(
                Files.exists(options)
                        ? List.of("@" + options, "-Xlog:disable")
                        : List.of("-XX:+UseSerialGC", "-Xmx384m", "-Xmn48m", "-Dsun.net.httpserver.nodelay=true"));
        ClassArchive.find().ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
        command.addAll(List.of("com.engram.inference.Main", "serve", "--port", "0"));
        worker = new ProcessBuilder(command)
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

    /** One call at a time: bytes over HTTP to the answer; the baseline is the same without HTTP and without a child. */
    static Benchmark call(byte[] jpeg, double bare, int n) throws Exception {
        try (WorkerLoad load = new WorkerLoad()) {
            return Benchmark.of("bytes-to-score-http", Benchmark.medianMillis(n, () -> load.score(jpeg)), bare, n);
        }
    }

    /** One call at a time, the picture read from a store and its preview and thumbnail written there. */
    static Benchmark callWithPreviews(byte[] jpeg, double bare, int n) throws Exception {
        try (Store store = new Store(List.of(jpeg));
                WorkerLoad load = new WorkerLoad()) {
            double millis = Benchmark.medianMillis(n, () -> load.score(store.order(0)));
            store.check();
            return Benchmark.of("http-with-previews-12mp", millis, bare, n);
        }
    }

    /** Pictures a second with previews, as many callers as the worker has cores; the baseline is one caller. */
    static Benchmark throughput(List<byte[]> jpegs, int pictures) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        try (Store store = new Store(jpegs);
                WorkerLoad load = new WorkerLoad()) {
            load.many(cores, pictures / 2, i -> load.score(store.order(i)));
            double one = load.many(1, pictures / 2, i -> load.score(store.order(i)));
            double all = load.many(cores, pictures, i -> load.score(store.order(i)));
            store.check();
            return new Benchmark("http-throughput", all, "images/s", one, all / one, pictures);
        }
    }

    /** Far more callers than the worker takes: pictures a second all the same; the baseline is as many as it takes. */
    static Benchmark overload(byte[] jpeg) throws Exception {
        try (WorkerLoad load = new WorkerLoad()) {
            double calm = load.many(CALLERS, 400, i -> load.score(request(jpeg)));
            AtomicInteger scored = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            long from = System.nanoTime();
            load.many(CROWD, 100 * CROWD, i -> {
                int status = load.client
                        .send(load.addressed(request(jpeg)), HttpResponse.BodyHandlers.ofByteArray())
                        .statusCode();
                if (status == 503) {
                    refused.incrementAndGet();
                } else if (status == 200) {
                    scored.incrementAndGet();
                } else {
                    throw new IOException("The worker answered " + status);
                }
            });
            double rate = scored.get() / ((System.nanoTime() - from) / 1e9);
            System.err.println("overload: " + scored + " scored, " + refused + " refused with 503, nothing else");
            return new Benchmark("overload", rate, "images/s", calm, rate / calm, scored.get() + refused.get());
        }
    }

    /**
     * Resident memory of the worker and its children, after all pictures, each tenth of which wants its deep map, too; the baseline
     * is after the first tenth of them.
     */
    static Benchmark memory(byte[] jpeg, int pictures) throws Exception {
        try (WorkerLoad load = new WorkerLoad()) {
            load.many(CALLERS, pictures / 10, i -> load.score(i % 10 == 0 ? deep(jpeg) : request(jpeg)));
            double early = load.megabytes();
            double most = early;
            for (int tenth = 1; tenth < 10; tenth++) {
                load.many(CALLERS, pictures / 10, i -> load.score(i % 10 == 0 ? deep(jpeg) : request(jpeg)));
                double now = load.megabytes();
                most = Math.max(most, now);
                System.err.printf("worker-memory: %.0f MB after %d pictures%n", now, (tenth + 1) * pictures / 10);
            }
            double late = load.megabytes();
            System.err.printf("worker-memory: %.0f MB at most, %s%n", most, load.shares());
            return new Benchmark("worker-memory", late, "MB", early, late / early, pictures);
        }
    }

    /** One call of many. */
    private interface Call {
        void make(int number) throws Exception;
    }

    /** Makes the calls with so many callers at once, and tells how many a second. */
    private double many(int callers, int calls, Call call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        AtomicInteger next = new AtomicInteger();
        long from = System.nanoTime();
        try {
            List<Future<Void>> done = pool.invokeAll(Collections.nCopies(callers, () -> {
                for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
                    call.make(i);
                }
                return null;
            }));
            for (Future<Void> one : done) {
                one.get();
            }
            return calls / ((System.nanoTime() - from) / 1e9);
        } finally {
            pool.shutdown();
        }
    }

    private static HttpRequest.Builder request(byte[] jpeg) {
        return HttpRequest.newBuilder()
                .header("Content-Type", "image/jpeg")
                .POST(HttpRequest.BodyPublishers.ofByteArray(jpeg));
    }

    private static HttpRequest.Builder deep(byte[] jpeg) {
        return request(jpeg).header("X-Amzn-SageMaker-Custom-Attributes", "task=heatmap");
    }

    private HttpRequest addressed(HttpRequest.Builder request) {
        return request.uri(invocations).build();
    }

    private void score(byte[] jpeg) throws IOException, InterruptedException {
        score(request(jpeg));
    }

    private void score(HttpRequest.Builder request) throws IOException, InterruptedException {
        int status = client.send(addressed(request), HttpResponse.BodyHandlers.ofByteArray())
                .statusCode();
        if (status != 200) {
            throw new IOException("The worker answered " + status);
        }
    }

    private String shares() throws IOException {
        return String.format("worker %.0f MB, its decoders the rest", megabytes(worker.toHandle()));
    }

    private double megabytes() throws IOException {
        double sum = 0;
        for (ProcessHandle process : Stream.concat(Stream.of(worker.toHandle()), worker.descendants())
                .toList()) {
            sum += megabytes(process);
        }
        return sum;
    }

    private static double megabytes(ProcessHandle process) throws IOException {
        String pages =
                Files.readString(Path.of("/proc/" + process.pid() + "/statm")).split(" ")[1];
        return Long.parseLong(pages) * 4096 / 1e6;
    }

    @Override
    public void close() {
        worker.descendants().forEach(ProcessHandle::destroy);
        worker.destroy();
    }
}
