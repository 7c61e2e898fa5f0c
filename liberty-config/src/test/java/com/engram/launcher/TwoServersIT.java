package com.engram.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two Liberty servers on one database, one object store and one worker. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads a process's environment from /proc")
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "starts two servers; ./engram test --all")
class TwoServersIT {

    private static final int IMAGES = 240;

    @TempDir
    private Path folder;

    @Test
    void two_servers_share_the_work_and_one_finishes_it_after_the_other_was_killed() throws Exception {
        Path home = folder.resolve("one");
        int port = freePort();
        int otherPort = freePort();
        LauncherProcess one = LauncherProcess.up(home, port);
        LauncherProcess two = null;
        try {
            one.awaitReady();
            two = LauncherProcess.up(folder.resolve("two"), otherPort, environment(one));
            two.awaitReady();
            HomeDatabase database = new HomeDatabase(home);
            RetryingApiClient client = RetryingApiClient.of("http://localhost:" + port, home);

            send(client, client.at("http://localhost:" + otherPort));
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> database.number("select count(distinct serverid) from batch.jobexecution") == 2);
            two.kill("ws-server.jar");
            two.kill();
            long killed = System.nanoTime();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> database.number("select count(*) from analysis where finished_at is null") == 0);

            System.out.printf(
                    "Two servers: %d images, one server killed, all analyses finished %.1f s later%n",
                    IMAGES, (System.nanoTime() - killed) / 1e9);
            assertThat(database.number("select count(*) from analysis where state = 'DONE'"))
                    .isEqualTo(IMAGES);
            assertThat(database.number("select count(*) from credit_entry where credits = 1"))
                    .isEqualTo(IMAGES);
            assertThat(database.number("select sum(used) from usage_period")).isEqualTo(IMAGES);
        } finally {
            if (two != null) {
                two.kill();
                two.awaitNoChildren(Duration.ofSeconds(30));
            }
            one.kill();
            one.awaitNoChildren(Duration.ofSeconds(30));
        }
    }

    private static void send(RetryingApiClient... clients) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(6);
        List<Callable<String>> uploads = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            int number = i;
            uploads.add(() -> clients[number % clients.length].send(GeneratedImages.jpeg(number), number + ".jpg"));
        }
        for (Future<String> upload : senders.invokeAll(uploads)) {
            upload.get();
        }
        senders.shutdown();
    }

    /** The environment variables that the first launcher passed to its server: the addresses and secrets of all parts. */
    private static Map<String, String> environment(LauncherProcess engram) throws IOException {
        Map<String, String> variables = new HashMap<>();
        Path file = Path.of("/proc", Long.toString(engram.pid("ws-server.jar")), "environ");
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\0")) {
            int equals = line.indexOf('=');
            String name = line.substring(0, Math.max(0, equals));
            if (name.startsWith("ENGRAM_") && !name.equals("ENGRAM_HTTP_PORT")) {
                variables.put(name, line.substring(equals + 1));
            }
        }
        return variables;
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
