package com.engram.inference.bench;

import com.engram.inference.platform.ClassArchive;
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
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Measures a worker in a child process under load over HTTP. */
final class WorkerLoadBenchmark implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+");
    private static final int CALLERS = 4;
    private static final int OVERLOAD_CALLERS = 100;

    private final Process worker;
    private final URI invocations;
    private final HttpClient client = HttpClient.newHttpClient();

    private WorkerLoadBenchmark() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        String[] classPath = System.getProperty("java.class.path").split(File.pathSeparator);
        // With the options of the product, if this runs from the engine folder.
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

    /** One caller that sends image bytes; the baseline is the same in this process, without HTTP. */
    static BenchmarkResult call(byte[] jpeg, double inProcess, int n) throws Exception {
        try (WorkerLoadBenchmark load = new WorkerLoadBenchmark()) {
            return BenchmarkResult.of(
                    "bytes-to-score-http", BenchmarkResult.medianMillis(n, () -> load.score(jpeg)), inProcess, n);
        }
    }

    /** One caller; the worker reads the image from a store and stores preview and thumbnail. */
    static BenchmarkResult callWithPreviews(byte[] jpeg, double inProcess, int n) throws Exception {
        try (LocalImageStore store = new LocalImageStore(List.of(jpeg));
                WorkerLoadBenchmark load = new WorkerLoadBenchmark()) {
            double millis = BenchmarkResult.medianMillis(n, () -> load.score(store.invocation(0)));
            store.requireAllDerivatives();
            return BenchmarkResult.of("http-with-previews-12mp", millis, inProcess, n);
        }
    }

    /** Images per second with previews, with one caller per core; the baseline is one caller. */
    static BenchmarkResult throughput(List<byte[]> jpegs, int images) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        try (LocalImageStore store = new LocalImageStore(jpegs);
                WorkerLoadBenchmark load = new WorkerLoadBenchmark()) {
            load.callsPerSecond(cores, images / 2, i -> load.score(store.invocation(i)));
            double one = load.callsPerSecond(1, images / 2, i -> load.score(store.invocation(i)));
            double all = load.callsPerSecond(cores, images, i -> load.score(store.invocation(i)));
            store.requireAllDerivatives();
            return new BenchmarkResult("http-throughput", all, "images/s", one, all / one, images);
        }
    }

    /** Images per second with far more callers than the worker accepts; the baseline is {@link #CALLERS} callers. */
    static BenchmarkResult overload(byte[] jpeg) throws Exception {
        try (WorkerLoadBenchmark load = new WorkerLoadBenchmark()) {
            double calm = load.callsPerSecond(CALLERS, 400, i -> load.score(request(jpeg)));
            AtomicInteger scored = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            long from = System.nanoTime();
            load.callsPerSecond(OVERLOAD_CALLERS, 100 * OVERLOAD_CALLERS, i -> {
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
            System.err.println("overload: " + scored + " scored, " + refused + " rejected with 503, no other answer");
            return new BenchmarkResult("overload", rate, "images/s", calm, rate / calm, scored.get() + refused.get());
        }
    }

    /**
     * The resident memory of the worker and its child processes after all images, a tenth of them with a deep heatmap; the baseline
     * is the memory after the first tenth of the images.
     */
    static BenchmarkResult memory(byte[] jpeg, int images) throws Exception {
        try (WorkerLoadBenchmark load = new WorkerLoadBenchmark()) {
            load.callsPerSecond(CALLERS, images / 10, i -> load.score(i % 10 == 0 ? deep(jpeg) : request(jpeg)));
            double early = load.megabytes();
            double most = early;
            for (int tenth = 1; tenth < 10; tenth++) {
                load.callsPerSecond(CALLERS, images / 10, i -> load.score(i % 10 == 0 ? deep(jpeg) : request(jpeg)));
                double now = load.megabytes();
                most = Math.max(most, now);
                System.err.printf("worker-memory: %.0f MB after %d images%n", now, (tenth + 1) * images / 10);
            }
            double late = load.megabytes();
            System.err.printf("worker-memory: maximum %.0f MB, of which %s%n", most, load.memoryByProcess());
            return new BenchmarkResult("worker-memory", late, "MB", early, late / early, images);
        }
    }

    /** A call with its number. */
    private interface Call {
        void make(int number) throws Exception;
    }

    /** Makes the calls with that many concurrent callers and returns the number of calls per second. */
    private double callsPerSecond(int callers, int calls, Call call) throws Exception {
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

    private String memoryByProcess() throws IOException {
        return String.format(Locale.ROOT, "worker %.0f MB, decoders the rest", megabytes(worker.toHandle()));
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
