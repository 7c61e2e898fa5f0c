package com.engram.launcher.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./engram bench pipeline}: the whole pipeline against the worker alone with the same files, the queue with a scorer
 * that answers at once, and the time of single images from upload to score. Prints one JSON line per figure.
 */
@Command(name = "bench-pipeline", mixinStandardHelpOptions = true, description = "Measures the whole pipeline.")
public final class BenchPipeline implements Callable<Integer> {

    private static final int WORKER_CALLERS = 4;
    private static final int UPLOADERS = 3;
    private static final String UNFINISHED = "select count(*) from analysis where finished_at is null";

    @Option(names = "--images", defaultValue = "1000", description = "How many photographs. Default: 1000.")
    private int images;

    @Option(
            names = "--queued",
            defaultValue = "10000",
            description = "How many analyses for the queue. Default: 10000.")
    private int queued;

    @Option(names = "--singles", defaultValue = "60", description = "How many single images. Default: 60.")
    private int singles;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("engram-bench");
        SamplePhotographs photographs = new SamplePhotographs();
        try (BenchServer server = new BenchServer(photographs)) {
            try (LaunchedEngram product = LaunchedEngram.start(folder.resolve("whole"), freePort(), Map.of())) {
                ApiClient client = ApiClient.open(product);
                for (int i = 0; i < 20; i++) {
                    client.single(photographs.file(i));
                }
                double alone = workerAlone(product, server);
                wholeWay(product, client, photographs, alone);
                singles(client, photographs);
                fairness(product, photographs);
            }
            try (LaunchedEngram product = LaunchedEngram.start(
                    folder.resolve("queue"), freePort(), Map.of("ENGRAM_WORKER_URL", server.url()))) {
                queueOnly(product, photographs);
            }
        }
        return 0;
    }

    private double workerAlone(LaunchedEngram product, BenchServer server) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        URI worker = URI.create(product.workerUrl() + "/invocations");
        long began = System.nanoTime();
        inParallel(WORKER_CALLERS, images, number -> {
            String request =
                    "{\"imageUrl\":\"%1$s/photo/%2$d\",\"previewUrl\":\"%1$s/derived\",\"thumbnailUrl\":\"%1$s/derived\"}"
                            .formatted(server.url(), number);
            int status = http.send(
                            HttpRequest.newBuilder(worker)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(request))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IOException("The worker answered " + status);
            }
        });
        double rate = rate(images, began);
        print("pipeline.workerAlone", rate, "images/s", null, images);
        return rate;
    }

    private void wholeWay(LaunchedEngram product, ApiClient client, SamplePhotographs photographs, double alone)
            throws Exception {
        Map<String, Double> before = product.cpuSeconds();
        String[] ids = new String[images];
        long began = System.nanoTime();
        inParallel(UPLOADERS, images, number -> {
            ids[number] = client.upload(photographs.file(number), number + ".jpg");
            // Each hundred images become a batch once they are uploaded, so that uploads and scoring overlap as they do
            // for users.
            synchronized (ids) {
                List<String> part =
                        Arrays.asList(ids).subList(number / 100 * 100, Math.min(images, number / 100 * 100 + 100));
                if (part.stream().allMatch(id -> id != null)) {
                    client.batch(part);
                }
            }
        });
        awaitEmptyQueue(product);
        print("pipeline.wholeWay", rate(images, began), "images/s", alone, images);
        printCpu("pipeline.cpu.", before, product.cpuSeconds(), images);
    }

    private static void printCpu(String prefix, Map<String, Double> before, Map<String, Double> after, int images) {
        for (String part : after.keySet()) {
            double millis = (after.get(part) - before.getOrDefault(part, 0.0)) * 1000 / images;
            print(prefix + part, millis, "ms/image", null, images);
        }
    }

    private void singles(ApiClient client, SamplePhotographs photographs) throws IOException, InterruptedException {
        double[] millis = new double[singles];
        for (int i = 0; i < singles; i++) {
            byte[] file = photographs.file(i);
            long began = System.nanoTime();
            client.single(file);
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        print("pipeline.single.p50", millis[singles / 2], "ms", 1000.0, singles);
        print("pipeline.single.p95", millis[(int) Math.ceil(singles * 0.95) - 1], "ms", 2000.0, singles);
    }

    /** The time for ten images alone, and for ten images while another tenant has thousands in the queue. */
    private void fairness(LaunchedEngram product, SamplePhotographs photographs) throws Exception {
        ApiClient few = ApiClient.open(product);
        String others = "tenant_id = (select id from tenant order by created_at desc limit 1)";
        double alone = timeTenImages(product, few, photographs, others, null);
        product.execute("""
                insert into analysis (id, tenant_id, image_id, state, deep_map, bulk, credit_period, created_at)
                select gen_random_uuid(), i.tenant_id, i.id, 'QUEUED', false, true, u.starts_on, now()
                from image i join usage_period u on u.tenant_id = i.tenant_id, generate_series(1, %1$d)
                where not (i.%2$s) limit %3$d;
                update usage_period set reserved = reserved + %3$d where not (%2$s);
                notify engram_queue;
                """.formatted(queued / images + 1, others, queued));
        double beside = timeTenImages(product, few, photographs, others, 5.0);
        print("pipeline.fairness.end", beside, "s", 3 * alone, 10);
        product.execute("delete from analysis where lease_token is null and state = 'QUEUED' and not (" + others + ")");
        awaitEmptyQueue(product);
    }

    /** Returns the seconds until ten images are finished, and prints the seconds until all have started. */
    private static double timeTenImages(
            LaunchedEngram product, ApiClient client, SamplePhotographs photographs, String own, @Nullable Double limit)
            throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(client.upload(photographs.file(i), i + ".jpg"));
        }
        long began = System.nanoTime();
        client.batch(ids);
        while (product.number("select count(*) from analysis where state = 'QUEUED' and " + own) > 0) {
            Thread.sleep(20);
        }
        print("pipeline.fairness.start", (System.nanoTime() - began) / 1e9, "s", limit, 10);
        while (product.number(UNFINISHED + " and " + own) > 0) {
            Thread.sleep(20);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private void queueOnly(LaunchedEngram product, SamplePhotographs photographs) throws Exception {
        ApiClient client = ApiClient.open(product);
        client.single(photographs.file(0));
        for (int round = 0; round < 2; round++) {
            product.execute("""
                    with images as (
                      insert into image (id, tenant_id, filename, content_type, declared_bytes, state, etag, bytes, created_at)
                      select gen_random_uuid(), i.tenant_id, i.filename, i.content_type, 1, 'READY', 'none', 1, now()
                      from (select * from image limit 1) i, generate_series(1, %1$d) returning id, tenant_id)
                    insert into analysis (id, tenant_id, image_id, state, deep_map, bulk, credit_period, created_at)
                    select gen_random_uuid(), p.tenant_id, p.id, 'QUEUED', false, true, u.starts_on, now()
                    from images p join usage_period u on u.tenant_id = p.tenant_id;
                    update usage_period set reserved = reserved + %1$d;
                    notify engram_queue;
                    """.formatted(queued));
            Map<String, Double> before = product.cpuSeconds();
            long began = System.nanoTime();
            awaitEmptyQueue(product);
            // The first round is a warm-up.
            if (round == 1) {
                print("pipeline.queueOnly", rate(queued, began), "images/s", 500.0, queued);
                printCpu("pipeline.queueOnly.cpu.", before, product.cpuSeconds(), queued);
            }
        }
        bloat(product);
    }

    /** Dead rows after the run, and the size of the queue's index. */
    private void bloat(LaunchedEngram product) throws IOException, SQLException {
        long dead = product.number("select n_dead_tup from pg_stat_user_tables where relname = 'analysis'");
        long live = product.number("select count(*) from analysis");
        print("pipeline.queue.deadRows", dead, "rows", (double) live, 2 * queued);
        long index = product.number("select pg_relation_size('analysis_waiting') / 1024");
        print("pipeline.queue.lineIndex", index, "kB", null, 2 * queued);
        long table = product.number("select pg_relation_size('analysis') / 1024");
        print("pipeline.queue.bytesPerRow", table * 1024.0 / live, "bytes", null, 2 * queued);
    }

    private static void awaitEmptyQueue(LaunchedEngram product) throws IOException, SQLException, InterruptedException {
        while (product.number(UNFINISHED) > 0) {
            Thread.sleep(100);
        }
    }

    /** Work for one number. */
    private interface Work {
        void at(int number) throws Exception;
    }

    private static void inParallel(int threads, int count, Work work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                all.add(executor.submit(() -> {
                    work.at(number);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            executor.shutdownNow();
        }
    }

    private static double rate(int count, long began) {
        return count / ((System.nanoTime() - began) / 1e9);
    }

    private static void print(String name, double value, String unit, @Nullable Double baseline, int n) {
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"baseline\":%s,\"ratio\":%s,\"n\":%d}%n",
                name,
                value,
                unit,
                baseline == null ? "null" : String.format(Locale.ROOT, "%.3f", baseline),
                baseline == null ? "null" : String.format(Locale.ROOT, "%.3f", value / baseline),
                n);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
