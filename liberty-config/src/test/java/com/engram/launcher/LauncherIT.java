package com.engram.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One Engram home from its first start to its last stop. The tests run in order and share a home, because a start is slow. They
 * come last, because they end the installation that other tests use.
 */
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(SharedInstallation.class)
class LauncherIT {
    @TempDir
    static Path folder;

    private static LauncherProcess engram;

    private final Path home;
    private final int port;

    LauncherIT(BrowserSession installation) {
        home = installation.home();
        port = installation.port();
        if (engram == null) {
            engram = installation.engram();
        }
    }

    @AfterAll
    static void stop() {
        if (engram != null) {
            engram.kill();
            engram.awaitNoChildren(Duration.ofSeconds(15));
        }
    }

    @Test
    @Order(1)
    void an_installation_that_began_in_an_empty_home_is_ready() throws IOException {
        assertThat(status("/health/ready")).isEqualTo(200);
    }

    @Test
    @Order(2)
    void the_operator_credentials_are_in_a_file_that_only_its_owner_can_read() throws IOException {
        assertThat(home.resolve("operator.json")).content().containsPattern("\"apiKey\": \"eng_live_\\w{8}_\\w{40}\"");
        assertThat(Files.getPosixFilePermissions(home.resolve("operator.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    @Order(3)
    void a_home_in_use_is_refused_with_a_one_line_message() throws IOException, InterruptedException {
        LauncherProcess second = LauncherProcess.up(home, port + 1);

        assertThat(second.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
        second.await(Duration.ofSeconds(5), () -> second.count("is in use by another Engram") == 1);
        assertThat(second.count("")).isEqualTo(1);
    }

    @Test
    @Order(4)
    void a_busy_port_is_refused_with_a_one_line_message() throws IOException, InterruptedException {
        LauncherProcess second = LauncherProcess.up(folder.resolve("other"), port);

        assertThat(second.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
        second.await(Duration.ofSeconds(5), () -> second.count("Port " + port + " is busy") == 1);
        assertThat(second.count("")).isEqualTo(1);
    }

    @Test
    @Order(5)
    void the_object_store_refuses_requests_without_credentials() throws IOException {
        assertThat(get("http://127.0.0.1:" + ports().getProperty("objects") + "/engram"))
                .isEqualTo(403);
    }

    @Test
    @Order(5)
    void the_doctor_finds_a_new_installation_healthy() throws IOException, InterruptedException {
        LauncherProcess doctor =
                LauncherProcess.run("doctor", "--json", "--home", home.toString(), "--port", Integer.toString(port));

        int exit = doctor.awaitExit(Duration.ofMinutes(1));
        doctor.await(Duration.ofSeconds(5), () -> doctor.count("\"check\":\"stripe\"") == 1);

        assertThat(doctor.lines()).noneMatch(line -> line.contains("\"status\":\"failed\""));
        assertThat(exit).isZero();
        for (String check : List.of(
                "server",
                "database",
                "database schema",
                "database role",
                "object store",
                "uploads from browsers",
                "scorer worker",
                "engine",
                "format jpeg",
                "format png",
                "format webp",
                "format gif")) {
            assertThat(doctor.lines())
                    .anyMatch(line -> line.startsWith("{\"check\":\"" + check + "\",\"status\":\"ok\""));
        }
    }

    @Test
    @Order(6)
    void every_killed_part_is_restarted() throws IOException, SQLException {
        database("create table marker as select 'kept' as what");
        Map<String, String> parts = Map.of(
                "bin/postgres", "PostgreSQL",
                "com.engram.inference.Main", "Inference worker",
                "com.engram.launcher.store.ObjectStore", "Object store",
                "ws-server.jar", "Open Liberty");
        parts.keySet().forEach(engram::kill);

        for (String name : parts.values()) {
            engram.await(Duration.ofMinutes(2), () -> engram.count(name + " ended with 137") == 1);
            engram.await(Duration.ofMinutes(2), () -> engram.count("  " + name + " ") == 2);
        }
        assertThat(status("/health/ready")).isEqualTo(200);
    }

    @Test
    @Order(7)
    void a_killed_launcher_leaves_no_process_behind() {
        engram.kill();

        engram.awaitNoChildren(Duration.ofSeconds(15));
    }

    @Test
    @Order(8)
    void data_survives_a_restart() throws IOException, SQLException {
        String operator = Files.readString(home.resolve("operator.json"));
        engram = LauncherProcess.up(home, port);
        engram.awaitReady();

        assertThat(database("select what from marker")).containsExactly("kept");
        assertThat(home.resolve("operator.json")).hasContent(operator);
    }

    @Test
    @Order(9)
    void a_backup_of_a_running_installation_restores_an_identical_one()
            throws IOException, InterruptedException, SQLException {
        // A restore creates only the tables of the migrations.
        database("drop table marker");
        Files.writeString(home.resolve("objects/engram/original-marker"), "the content of an image");
        Path restored = folder.resolve("restored");
        String kept = image();
        Files.writeString(home.resolve("objects/engram/original-" + kept), "another image");
        String deletedMeanwhile = image();

        run(0, "backup", "--home", home.toString(), folder.resolve("one").toString());
        run(0, "restore", "--home", restored.toString(), folder.resolve("one").toString());
        run(0, "backup", "--home", restored.toString(), folder.resolve("two").toString());

        Map<String, String> original = contents("one");
        assertThat(original.get("objects/original-marker")).isEqualTo("the content of an image");
        assertThat(original.get("tables/public.operator")).contains("operator@localhost");
        assertThat(original.get("tables/public.plan")).contains("free");
        assertThat(original.get("tables/public.image")).contains(kept, deletedMeanwhile);
        Map<String, String> again = contents("two");
        assertThat(again.get("tables/public.image")).contains(kept).doesNotContain(deletedMeanwhile);
        again.remove("tables/public.image");
        original.remove("tables/public.image");
        assertThat(again).isEqualTo(original);
        run(1, "restore", "--home", restored.toString(), folder.resolve("one").toString());
    }

    private static void run(int exit, String... command) throws IOException, InterruptedException {
        assertThat(LauncherProcess.run(command).awaitExit(Duration.ofMinutes(2)))
                .isEqualTo(exit);
    }

    /** Adds the row of an image that was scored; returns its id. */
    private String image() throws IOException, SQLException {
        String id = UUID.randomUUID().toString();
        database(
                "insert into image (id, tenant_id, filename, content_type, declared_bytes, state, created_at) values ('"
                        + id + "', '00000000-0000-7000-8000-000000000001', 'a.png', 'image/png', 9, 'READY', now())");
        return id;
    }

    private static Map<String, String> contents(String backup) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (ZipFile zip = new ZipFile(folder.resolve(backup).toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                contents.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    @Test
    @Order(10)
    void sigterm_stops_every_part_within_15_seconds() throws InterruptedException {
        engram.terminate();

        engram.awaitExit(Duration.ofSeconds(15));
        engram.awaitNoChildren(Duration.ofSeconds(2));
    }

    private int status(String path) throws IOException {
        return get("http://localhost:" + port + path);
    }

    private static int get(String url) throws IOException {
        return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode();
    }

    private List<String> database(String sql) throws IOException, SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + ports().getProperty("postgres") + "/engram";
        String password = properties("secrets.properties").getProperty("database.owner");
        try (Connection owner = DriverManager.getConnection(url, "postgres", password);
                var statement = owner.createStatement()) {
            if (!statement.execute(sql)) {
                return List.of();
            }
            ResultSet row = statement.getResultSet();
            row.next();
            return List.of(row.getString(1));
        }
    }

    private Properties ports() throws IOException {
        return properties("ports.properties");
    }

    private Properties properties(String file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }
}
