package com.engram.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Sends a thousand images while every process is killed repeatedly. Each acknowledged image is scored and billed once. */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes many minutes; ./engram test --all")
class KilledPartsIT {

    private static final int IMAGES = Integer.getInteger("faults.images", 1_000);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int SENDERS = 4;

    /** Each sender pauses after an upload, so that the uploads take minutes and the kills happen between them. */
    private static final long PAUSE_MILLIS = 700;

    private static final Duration TWO_LEASES = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void nothing_acknowledged_is_lost_and_nothing_is_billed_twice() throws Exception {
        int port = freePort();
        Path home = folder.resolve("home");
        System.out.println("Faults: -Dfaults.seed=" + SEED);
        LauncherProcess engram = LauncherProcess.up(home, port);
        try {
            engram.awaitReady();
            RetryingApiClient client = RetryingApiClient.of("http://localhost:" + port, home);
            Path acknowledged = Files.createFile(folder.resolve("acknowledged.log"));
            HomeDatabase database = new HomeDatabase(home);
            ProcessKiller killer = new ProcessKiller(engram, () -> allReady(port, database), SEED);
            try (killer) {
                send(client, acknowledged);
            }
            awaitAllReady(port, database);
            long recovered = System.nanoTime();
            awaitAllFinished(database);
            long finished = System.nanoTime();

            List<String> log = Files.readAllLines(acknowledged);
            Counts counts = Counts.read(database, home, log);
            print(killer.kills(), counts, seconds(killer.lastKill(), recovered), seconds(recovered, finished));
            assertThat(log).hasSize(IMAGES);
            assertThat(counts.lost()).isZero();
            assertThat(counts.withoutObjects()).isZero();
            assertThat(counts.charged()).isEqualTo(IMAGES);
            assertThat(counts.used()).isEqualTo(IMAGES);
            assertThat(counts.reserved()).isZero();
            assertThat(Duration.ofNanos(finished - recovered)).isLessThan(TWO_LEASES);
            assertThat(killer.kills().values()).allMatch(times -> times > 0);
        } finally {
            engram.kill();
            engram.awaitNoChildren(Duration.ofSeconds(30));
        }
    }

    private static void print(
            Map<String, Integer> kills, Counts counts, double secondsToRecover, double secondsToFinish) {
        String byPart = kills.entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue())
                .collect(Collectors.joining(", "));
        System.out.printf(
                """
                Faults  | kills: %s
                        | acknowledged %d, done %d (including repeated uploads), lost %d, without objects %d
                        | charged %d, billed twice %d, still reserved %d
                        | all parts ready %.1f s after the last kill, all analyses finished %.1f s later
                """,
                byPart,
                counts.acknowledged(),
                counts.done(),
                counts.lost(),
                counts.withoutObjects(),
                counts.charged(),
                counts.used() - IMAGES,
                counts.reserved(),
                secondsToRecover,
                secondsToFinish);
    }

    /** Counts from the database and the object store after the test, for all acknowledged analyses. */
    private record Counts(
            long acknowledged, long done, long lost, long withoutObjects, long charged, long used, long reserved) {

        static Counts read(HomeDatabase database, Path home, List<String> log) throws IOException, SQLException {
            String ids =
                    log.stream().map(id -> id.substring("an_".length())).collect(Collectors.joining("','", "('", "')"));
            String acknowledged = "state = 'DONE' and replace(id::text, '-', '') in " + ids;
            long done = database.number("select count(*) from analysis where " + acknowledged);
            long withoutObjects = database.texts("select image_id::text from analysis where " + acknowledged).stream()
                    .filter(image -> !isStored(home, image))
                    .count();
            return new Counts(
                    log.size(),
                    database.number("select count(*) from analysis where state = 'DONE'"),
                    log.size() - done,
                    withoutObjects,
                    database.number("select count(*) from credit_entry where credits = 1"),
                    database.number("select sum(used) from usage_period"),
                    database.number("select sum(reserved) from usage_period"));
        }

        private static boolean isStored(Path home, String image) {
            Path objects = home.resolve("objects/engram");
            return List.of("original-", "preview-", "thumbnail-").stream()
                    .allMatch(kind -> Files.exists(objects.resolve(kind + image)));
        }
    }

    private static void send(RetryingApiClient client, Path acknowledged) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        for (int i = 0; i < SENDERS; i++) {
            senders.submit(() -> {
                for (int n = next.getAndIncrement(); n < IMAGES; n = next.getAndIncrement()) {
                    String analysis = client.send(GeneratedImages.jpeg(n), n + ".jpg");
                    synchronized (acknowledged) {
                        Files.writeString(acknowledged, analysis + "\n", StandardOpenOption.APPEND);
                    }
                    Thread.sleep(PAUSE_MILLIS);
                }
                return null;
            });
        }
        senders.shutdown();
        assertThat(senders.awaitTermination(30, TimeUnit.MINUTES)).isTrue();
    }

    private static void awaitAllReady(int port, HomeDatabase database) throws Exception {
        await().atMost(Duration.ofSeconds(180)).until(() -> allReady(port, database));
    }

    private static boolean allReady(int port, HomeDatabase database) {
        try {
            return RetryingApiClient.status("http://localhost:" + port + "/health/ready") == 200
                    && RetryingApiClient.status("http://127.0.0.1:" + database.port("worker") + "/ping") == 200
                    && RetryingApiClient.status("http://127.0.0.1:" + database.port("objects") + "/engram") == 403;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void awaitAllFinished(HomeDatabase database) throws Exception {
        await().atMost(TWO_LEASES.multipliedBy(4))
                .untilAsserted(() -> assertThat(unfinished(database)).isZero());
    }

    private static long unfinished(HomeDatabase database) throws IOException, SQLException {
        return database.number("select count(*) from analysis where finished_at is null");
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
