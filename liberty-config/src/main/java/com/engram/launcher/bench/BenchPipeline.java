package com.engram.launcher.bench;

import java.io.IOException;
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
import java.util.Map;
import java.util.concurrent.Callable;
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
            try (LaunchedEngram product =
                    LaunchedEngram.start(folder.resolve("whole"), LaunchedEngram.freePort(), Map.of())) {
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
                    folder.resolve("queue"), LaunchedEngram.freePort(), Map.of("ENGRAM_WORKER_URL", server.url()))) {
                queueOnly(product, photographs);
            }
        }
        return 0;
    }

    private double workerAlone(LaunchedEngram product, BenchServer server) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        URI worker = URI.create(product.workerUrl() + "/invocations");
        long began = System.nanoTime();
        InParallel.run(WORKER_CALLERS, images, number -> {
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
        double rate = Figures.rate(images, began);
        Figures.print("pipeline.workerAlone", rate, "images/s", null, images);
        return rate;
    }

    private void wholeWay(LaunchedEngram product, ApiClient client, SamplePhotographs photographs, double alone)
            throws Exception {
        Map<String, Double> before = product.cpuSeconds();
        String[] ids = new String[images];
        long began = System.nanoTime();
        InParallel.run(UPLOADERS, images, number -> {
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
        Figures.print("pipeline.wholeWay", Figures.rate(images, began), "images/s", alone, images);
        Figures.printCpu("pipeline.cpu.", before, product.cpuSeconds(), images, "image");
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
        Figures.print("pipeline.single.p50", millis[singles / 2], "ms", 1000.0, singles);
        Figures.print("pipeline.single.p95", millis[(int) Math.ceil(singles * 0.95) - 1], "ms", 2000.0, singles);
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
        Figures.print("pipeline.fairness.end", beside, "s", 3 * alone, 10);
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
        Figures.print("pipeline.fairness.start", (System.nanoTime() - began) / 1e9, "s", limit, 10);
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
                Figures.print("pipeline.queueOnly", Figures.rate(queued, began), "images/s", 500.0, queued);
                Figures.printCpu("pipeline.queueOnly.cpu.", before, product.cpuSeconds(), queued, "image");
            }
        }
        bloat(product);
    }

    /** Dead rows after the run, and the size of the queue's index. */
    private void bloat(LaunchedEngram product) throws IOException, SQLException {
        long dead = product.number("select n_dead_tup from pg_stat_user_tables where relname = 'analysis'");
        long live = product.number("select count(*) from analysis");
        Figures.print("pipeline.queue.deadRows", dead, "rows", (double) live, 2 * queued);
        long index = product.number("select pg_relation_size('analysis_waiting') / 1024");
        Figures.print("pipeline.queue.lineIndex", index, "kB", null, 2 * queued);
        long table = product.number("select pg_relation_size('analysis') / 1024");
        Figures.print("pipeline.queue.bytesPerRow", table * 1024.0 / live, "bytes", null, 2 * queued);
    }

    private static void awaitEmptyQueue(LaunchedEngram product) throws IOException, SQLException, InterruptedException {
        while (product.number(UNFINISHED) > 0) {
            Thread.sleep(100);
        }
    }
}
