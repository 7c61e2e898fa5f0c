package com.engram.launcher.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./engram bench surface}: how many requests a second the gallery and the API's lists answer, and how long the slowest
 * hundredth takes. Half of the images belong to the tenant that is asked, the others to 49 more tenants. Prints one JSON line
 * per figure.
 */
@Command(
        name = "bench-surface",
        mixinStandardHelpOptions = true,
        description = "Measures pages and the API under load.")
public final class BenchSurface implements Callable<Integer> {

    private static final int OTHER_TENANTS = 49;
    /** The client's account, which is opened first, and the visitor's. */
    private static final String ASKED = "select id from tenant where name in ('Bench', 'Bench visitor')";

    private static final Map<String, String> NO_RATE_LIMITS =
            Map.of("ENGRAM_LIMITS_REQUESTSPERKEY", "100000000", "ENGRAM_LIMITS_REQUESTSPERACCOUNT", "100000000");

    @Option(names = "--images", defaultValue = "100000", description = "How many images in all. Default: 100000.")
    private int images;

    @Option(names = "--seconds", defaultValue = "20", description = "How long each request is measured. Default: 20.")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "60",
            description = "Seconds of warm-up before the first figure. Default: 60.")
    private int warmUp;

    @Option(names = "--clients", defaultValue = "8", description = "How many clients ask at a time. Default: 8.")
    private int clients;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A request to measure. {@code targetRate} is in requests a second, {@code targetP99} in milliseconds. */
    private record Measured(String name, HttpRequest request, double targetRate, double targetP99) {}

    @Override
    public Integer call() throws Exception {
        Path home = Files.createTempDirectory("engram-bench").resolve("surface");
        try (LaunchedEngram product = LaunchedEngram.start(home, LaunchedEngram.freePort(), NO_RATE_LIMITS)) {
            ApiClient api = ApiClient.open(product);
            PortalVisitor visitor = PortalVisitor.signUp(product.url(), "bench@example.com");
            for (int i = 0; i < OTHER_TENANTS; i++) {
                ApiClient.open(product, "Other " + i);
            }
            fill(product, ASKED);
            List<Measured> all = listMeasured(product, api, visitor);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUp);
            while (System.nanoTime() < end) {
                for (Measured each : all) {
                    load(each, 2);
                }
            }
            for (Measured each : all) {
                Map<String, Double> before = product.cpuSeconds();
                Latencies latencies = load(each, seconds);
                latencies.print(each);
                Figures.printCpu(
                        "surface." + each.name() + ".cpu.", before, product.cpuSeconds(), latencies.count(), "request");
            }
        }
        return 0;
    }

    /**
     * Adds analysed images with their heatmaps. Nine tenths belong to the visitor's account and to the client's, the newest
     * tenants own the rest.
     */
    private void fill(LaunchedEngram product, String askedTenants) throws IOException, SQLException {
        product.execute("""
                create temp table bench_image as
                  select gen_random_uuid() as image, gen_random_uuid() as analysis, t.id as tenant, n, random() as score
                  from generate_series(1, %1$d) n
                  join (select id, row_number() over (order by id) - 1 as place from tenant where id in (%2$s)) t on t.place = n %% 2
                  where n <= %1$d * 0.9
                  union all
                  select gen_random_uuid(), gen_random_uuid(), t.id, n, random()
                  from generate_series(1, %1$d) n
                  join (select id, row_number() over (order by id) - 1 as place from tenant where id not in (%2$s)) t
                    on t.place = n %% (select count(*) - 2 from tenant)
                  where n > %1$d * 0.9;
                insert into image (id, tenant_id, filename, content_type, declared_bytes, state, etag, bytes, width, height,
                    preview_width, preview_height, created_at)
                  select image, tenant, 'photograph-' || n || '.jpg', 'image/jpeg', 100000, 'READY', 'none', 100000, 1600, 1067,
                    800, 533, now() - n * interval '1 minute' from bench_image;
                insert into analysis (id, tenant_id, image_id, state, deep_map, bulk, credit_period, created_at, finished_at, score,
                    interval_low, interval_high, percentile, out_of_domain, model_name, model_version, backend, score_millis,
                    heatmap_millis, credits)
                  select analysis, tenant, image, 'DONE', false, true, current_date, now() - n * interval '1 minute',
                    now() - n * interval '1 minute', score, score * 0.9, score * 0.9 + 0.1, score * 100, false, 'engram', '1',
                    'worker', 30, 1, 1 from bench_image;
                insert into heatmap (analysis_id, tenant_id, kind, rows, columns, cells, bias)
                  select analysis, tenant, 'decomposition', 14, 14, decode(repeat('0000803f', 196), 'hex'), 0 from bench_image;
                """.formatted(images, askedTenants));
        product.execute("vacuum analyze");
    }

    private static List<Measured> listMeasured(LaunchedEngram product, ApiClient api, PortalVisitor visitor)
            throws IOException, InterruptedException {
        String analyses = "/api/v1/analyses";
        return List.of(
                new Measured("gallery", visitor.request("/gallery"), 150, 300),
                new Measured("galleryByScore", visitor.request("/gallery?sort=highest&min=5"), 150, 300),
                new Measured("analysis", api.get(analyses + "/" + api.findFirst(analyses)), 500, 100),
                new Measured("listOf50", api.get(analyses + "?limit=50"), 100, 250),
                new Measured("listOf100", api.get(analyses + "?limit=100"), 100, 250));
    }

    /** Asks on all clients for a time, and returns how long each answer took. */
    private Latencies load(Measured measured, int forSeconds) throws Exception {
        long began = System.nanoTime();
        long end = began + TimeUnit.SECONDS.toNanos(forSeconds);
        List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
        InParallel.run(clients, clients, client -> {
            while (System.nanoTime() < end) {
                long sent = System.nanoTime();
                HttpResponse<byte[]> response = http.send(measured.request(), BodyHandlers.ofByteArray());
                if (response.statusCode() != 200) {
                    throw new IOException(measured.name() + " answered " + response.statusCode());
                }
                nanos.add(System.nanoTime() - sent);
            }
        });
        return new Latencies(nanos.stream().mapToLong(Long::longValue).sorted().toArray(), System.nanoTime() - began);
    }

    /** How long the answers took, in nanoseconds, sorted, and how long the whole measurement took. */
    private record Latencies(long[] nanos, long wholeNanos) {

        int count() {
            return nanos.length;
        }

        void print(Measured measured) {
            String name = "surface." + measured.name();
            Figures.print(
                    name + ".rate",
                    nanos.length / (wholeNanos / 1e9),
                    "requests/s",
                    measured.targetRate(),
                    nanos.length);
            Figures.print(name + ".p50", quantile(0.5), "ms", null, nanos.length);
            Figures.print(name + ".p99", quantile(0.99), "ms", measured.targetP99(), nanos.length);
        }

        private double quantile(double share) {
            return nanos[(int) Math.ceil(nanos.length * share) - 1] / 1e6;
        }
    }
}
