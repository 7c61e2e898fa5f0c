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

/** A thousand pictures while every part is killed again and again: what was acknowledged ends once and is billed once. */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes many minutes; ./engram test --all")
class KilledPartsIT {

    private static final int PICTURES = Integer.getInteger("faults.pictures", 1_000);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int SENDERS = 4;

    /** Each sender's, so that the thousand take minutes and the kills fall among them. */
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
            RetryingApiClient customer = RetryingApiClient.of("http://localhost:" + port, home);
            Path acknowledged = Files.createFile(folder.resolve("acknowledged.log"));
            HomeDatabase ledger = new HomeDatabase(home);
            ProcessKiller killer = new ProcessKiller(engram, () -> allAnswer(port, ledger), SEED);
            try (killer) {
                send(customer, acknowledged);
            }
            awaitAllParts(port, ledger);
            long recovered = System.nanoTime();
            awaitAllEnded(ledger);
            long ended = System.nanoTime();

            List<String> log = Files.readAllLines(acknowledged);
            Books books = Books.read(ledger, home, log);
            print(killer.kills(), books, seconds(killer.lastKill(), recovered), seconds(recovered, ended));
            assertThat(log).hasSize(PICTURES);
            assertThat(books.lost()).isZero();
            assertThat(books.withoutObjects()).isZero();
            assertThat(books.charged()).isEqualTo(PICTURES);
            assertThat(books.used()).isEqualTo(PICTURES);
            assertThat(books.reserved()).isZero();
            assertThat(Duration.ofNanos(ended - recovered)).isLessThan(TWO_LEASES);
            assertThat(killer.kills().values()).allMatch(times -> times > 0);
        } finally {
            engram.kill();
            engram.awaitNoChildren(Duration.ofSeconds(30));
        }
    }

    private static void print(Map<String, Integer> kills, Books books, double toRecover, double toEnd) {
        String byPart = kills.entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue())
                .collect(Collectors.joining(", "));
        System.out.printf(
                """
                Faults  | kills: %s
                        | acknowledged %d, done %d (with duplicates of what was not acknowledged), lost %d, without objects %d
                        | charged %d, billed twice %d, still reserved %d
                        | all parts back %.1f s after the last kill, all ended %.1f s after that
                """,
                byPart,
                books.acknowledged(),
                books.done(),
                books.lost(),
                books.withoutObjects(),
                books.charged(),
                books.used() - PICTURES,
                books.reserved(),
                toRecover,
                toEnd);
    }

    /** What the database and the store say in the end of what was acknowledged. */
    private record Books(
            long acknowledged, long done, long lost, long withoutObjects, long charged, long used, long reserved) {

        static Books read(HomeDatabase ledger, Path home, List<String> log) throws IOException, SQLException {
            String ids =
                    log.stream().map(id -> id.substring("an_".length())).collect(Collectors.joining("','", "('", "')"));
            String acknowledged = "state = 'DONE' and replace(id::text, '-', '') in " + ids;
            long kept = ledger.number("select count(*) from analysis where " + acknowledged);
            long withoutObjects = ledger.texts("select image_id::text from analysis where " + acknowledged).stream()
                    .filter(image -> !isStored(home, image))
                    .count();
            return new Books(
                    log.size(),
                    ledger.number("select count(*) from analysis where state = 'DONE'"),
                    log.size() - kept,
                    withoutObjects,
                    ledger.number("select count(*) from credit_entry where credits = 1"),
                    ledger.number("select sum(used) from usage_period"),
                    ledger.number("select sum(reserved) from usage_period"));
        }

        private static boolean isStored(Path home, String image) {
            Path objects = home.resolve("objects/engram");
            return List.of("original-", "preview-", "thumbnail-").stream()
                    .allMatch(kind -> Files.exists(objects.resolve(kind + image)));
        }
    }

    private static void send(RetryingApiClient customer, Path acknowledged) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        for (int i = 0; i < SENDERS; i++) {
            senders.submit(() -> {
                for (int n = next.getAndIncrement(); n < PICTURES; n = next.getAndIncrement()) {
                    String analysis = customer.send(GeneratedImages.jpeg(n), n + ".jpg");
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

    private static void awaitAllParts(int port, HomeDatabase ledger) throws Exception {
        await().atMost(Duration.ofSeconds(180)).until(() -> allAnswer(port, ledger));
    }

    private static boolean allAnswer(int port, HomeDatabase ledger) {
        try {
            return RetryingApiClient.status("http://localhost:" + port + "/health/ready") == 200
                    && RetryingApiClient.status("http://127.0.0.1:" + ledger.port("worker") + "/ping") == 200
                    && RetryingApiClient.status("http://127.0.0.1:" + ledger.port("objects") + "/engram") == 403;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void awaitAllEnded(HomeDatabase ledger) throws Exception {
        await().atMost(TWO_LEASES.multipliedBy(4))
                .untilAsserted(() -> assertThat(unfinished(ledger)).isZero());
    }

    private static long unfinished(HomeDatabase ledger) throws IOException, SQLException {
        return ledger.number("select count(*) from analysis where finished_at is null");
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
