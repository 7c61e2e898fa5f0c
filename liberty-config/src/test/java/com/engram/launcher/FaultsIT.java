package com.engram.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A thousand pictures while every part is killed again and again: what was acknowledged ends once and is billed once. */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes many minutes; ./engram test --all")
class FaultsIT {

    private static final int PICTURES = Integer.getInteger("faults.pictures", 1_000);
    private static final int SENDERS = 4;
    private static final List<String> PARTS =
            List.of("ws-server.jar", "com.engram.inference.Main", "bin/postgres", "org.gaul.s3proxy.Main");

    /** Two lease times. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("faults.seed", System.nanoTime()));
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicBoolean killing = new AtomicBoolean(true);

    @Test
    void nothing_acknowledged_is_lost_and_nothing_is_billed_twice() throws Exception {
        int port = freePort();
        Path home = folder.resolve("home");
        Launched engram = Launched.up(home, port);
        try {
            engram.awaitReady();
            Customer customer = Customer.of("http://localhost:" + port, home);
            Path acknowledged = Files.createFile(folder.resolve("acknowledged.log"));
            Thread killer = new Thread(() -> killAtRandom(engram), "killer");
            killer.start();
            send(customer, acknowledged);
            Thread.sleep(TimeUnit.SECONDS.toMillis(20));
            killing.set(false);
            killer.join();

            List<String> log = Files.readAllLines(acknowledged);
            assertThat(log).hasSize(PICTURES);
            Ledger ledger = new Ledger(home);
            Duration recovery = untilAllEnded(ledger);
            long lost = lost(ledger, log);
            long charged = ledger.number("select count(*) from credit_entry where credits = 1");
            long distinct = ledger.number("select count(distinct sha256) from credit_entry");
            System.out.printf(
                    "Faults: %d pictures, %d kills, %d lost, %d billed twice, all ended %.1f s after the last kill%n",
                    PICTURES, kills.get(), lost, charged - distinct, recovery.toMillis() / 1000.0);

            assertThat(lost).isZero();
            assertThat(charged).isEqualTo(distinct).isEqualTo(PICTURES);
            assertThat(ledger.number("select sum(used) from usage_period")).isEqualTo(PICTURES);
            assertThat(ledger.number("select sum(reserved) from usage_period")).isZero();
            assertThat(kills.get()).isGreaterThan(5);
        } finally {
            killing.set(false);
            engram.kill();
            engram.awaitNoChildren(Duration.ofSeconds(30));
        }
    }

    private void killAtRandom(Launched engram) {
        while (killing.get()) {
            try {
                Thread.sleep(6_000 + random.nextInt(9_000));
                String part = PARTS.get(random.nextInt(PARTS.size()));
                engram.kill(part);
                System.out.println("killer> " + part);
                kills.incrementAndGet();
            } catch (NoSuchElementException e) {
                System.out.println("killer> not up at the moment");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void send(Customer customer, Path acknowledged) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        for (int i = 0; i < SENDERS; i++) {
            senders.submit(() -> {
                for (int n = next.getAndIncrement(); n < PICTURES; n = next.getAndIncrement()) {
                    String analysis = customer.send(Sketches.jpeg(n), n + ".jpg");
                    synchronized (acknowledged) {
                        Files.writeString(acknowledged, analysis + "\n", StandardOpenOption.APPEND);
                    }
                }
                return null;
            });
        }
        senders.shutdown();
        assertThat(senders.awaitTermination(30, TimeUnit.MINUTES)).isTrue();
    }

    private static Duration untilAllEnded(Ledger ledger) throws InterruptedException {
        long began = System.nanoTime();
        Duration patience = RECOVERY.plusMinutes(3);
        while (unfinished(ledger) != 0) {
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            assertThat(waited).as("%d unfinished", unfinished(ledger)).isLessThan(patience);
            Thread.sleep(200);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** -1 while the database is on its way back. */
    private static long unfinished(Ledger ledger) {
        try {
            return ledger.number("select count(*) from analysis where finished_at is null");
        } catch (IOException | SQLException e) {
            return -1;
        }
    }

    private static long lost(Ledger ledger, List<String> log) throws IOException, SQLException {
        String ids = String.join(
                "','", log.stream().map(id -> id.substring("an_".length())).toList());
        return log.size()
                - ledger.number(
                        "select count(*) from analysis where state = 'DONE' and replace(id::text, '-', '') in ('" + ids
                                + "')");
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
