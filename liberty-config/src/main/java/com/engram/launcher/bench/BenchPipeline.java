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
 * {@code ./engram bench pipeline}: photographs through the whole way against the worker alone on the same files, the queue
 * with a scorer that takes no time, and single pictures from upload to score. One JSON line for each figure.
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

    @Option(names = "--singles", defaultValue = "60", description = "How many single pictures. Default: 60.")
    private int singles;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("engram-bench");
        Photographs photographs = new Photographs();
        try (Surface surface = new Surface(photographs)) {
            try (Product product = Product.start(folder.resolve("whole"), freePort(), Map.of())) {
                ApiClient client = ApiClient.open(product);
                for (int i = 0; i < 20; i++) {
                    client.single(photographs.file(i));
                }
                double alone = workerAlone(product, surface);
                wholeWay(product, client, photographs, alone);
                singles(client, photographs);
            }
            try (Product product =
                    Product.start(folder.resolve("queue"), freePort(), Map.of("ENGRAM_WORKER_URL", surface.url()))) {
                queueOnly(product, photographs);
            }
        }
        return 0;
    }

    private double workerAlone(Product product, Surface surface) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        URI worker = URI.create(product.workerUrl() + "/invocations");
        long began = System.nanoTime();
        inParallel(WORKER_CALLERS, images, number -> {
            String order =
                    "{\"imageUrl\":\"%1$s/photo/%2$d\",\"previewUrl\":\"%1$s/derived\",\"thumbnailUrl\":\"%1$s/derived\"}"
                            .formatted(surface.url(), number);
            int status = http.send(
                            HttpRequest.newBuilder(worker)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(order))
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

    private void wholeWay(Product product, ApiClient client, Photographs photographs, double alone) throws Exception {
        Map<String, Double> before = product.cpuSeconds();
        String[] ids = new String[images];
        long began = System.nanoTime();
        inParallel(UPLOADERS, images, number -> {
            ids[number] = client.upload(photographs.file(number), number + ".jpg");
            // A batch of a hundred as soon as it is there, so that upload and scoring overlap as they do for customers.
            synchronized (ids) {
                List<String> part =
                        Arrays.asList(ids).subList(number / 100 * 100, Math.min(images, number / 100 * 100 + 100));
                if (part.stream().allMatch(id -> id != null)) {
                    client.batch(part);
                }
            }
        });
        awaitNone(product);
        print("pipeline.wholeWay", rate(images, began), "images/s", alone, images);
        Map<String, Double> after = product.cpuSeconds();
        for (String part : after.keySet()) {
            double millis = (after.get(part) - before.getOrDefault(part, 0.0)) * 1000 / images;
            print("pipeline.cpu." + part, millis, "ms/image", null, images);
        }
    }

    private void singles(ApiClient client, Photographs photographs) throws IOException, InterruptedException {
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

    private void queueOnly(Product product, Photographs photographs) throws Exception {
        ApiClient client = ApiClient.open(product);
        client.single(photographs.file(0));
        for (int round = 0; round < 2; round++) {
            product.execute("""
                    insert into analysis (id, tenant_id, image_id, state, deep_map, bulk, credit_period, created_at)
                    select gen_random_uuid(), i.tenant_id, i.id, 'QUEUED', false, true, u.starts_on, now()
                    from generate_series(1, %1$d), image i join usage_period u on u.tenant_id = i.tenant_id;
                    update usage_period set reserved = reserved + %1$d;
                    notify engram_queue;
                    """.formatted(queued));
            long began = System.nanoTime();
            awaitNone(product);
            // The first round warms up.
            if (round == 1) {
                print("pipeline.queueOnly", rate(queued, began), "images/s", 500.0, queued);
            }
        }
    }

    private static void awaitNone(Product product) throws IOException, SQLException, InterruptedException {
        while (product.number(UNFINISHED) > 0) {
            Thread.sleep(100);
        }
    }

    /** Something done for each number. */
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
