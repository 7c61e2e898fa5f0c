package com.engram.launcher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A running Engram in its own home, started as a user starts it. */
final class LaunchedEngram implements AutoCloseable {

    private static final Map<String, String> PARTS = Map.of(
            "ws-server.jar", "liberty",
            "com.engram.inference.Main", "worker",
            "postgres", "postgres",
            "com.engram.launcher.store.ObjectStore", "store");

    private final Path home;
    private final int port;
    private final Process launcher;
    private @Nullable Connection owner;

    private LaunchedEngram(Path home, int port, Process launcher) {
        this.home = home;
        this.port = port;
        this.launcher = launcher;
    }

    static LaunchedEngram start(Path home, int port, Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                property("engram.distribution"),
                property("engram.engine"),
                property("engram.liberty"),
                "-cp",
                System.getProperty("java.class.path"),
                "com.engram.launcher.Main",
                "up",
                "--home",
                home.toString(),
                "--port",
                Integer.toString(port));
        builder.environment().putAll(settings);
        Process launcher = builder.redirectErrorStream(true).start();
        BufferedReader output = launcher.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith("Engram is ready")) {
            System.err.println(line);
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("Engram did not start");
        }
        return new LaunchedEngram(home, port, launcher);
    }

    private static String property(String name) {
        return "-D" + name + "=" + System.getProperty(name);
    }

    /** A port that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    String url() {
        return "http://localhost:" + port;
    }

    String workerUrl() throws IOException {
        return "http://127.0.0.1:" + value("ports.properties", "worker");
    }

    String operator() throws IOException {
        return Files.readString(home.resolve("operator.json"));
    }

    /** Processor time of each part in seconds, since its start. */
    Map<String, Double> cpuSeconds() {
        Map<String, Double> seconds = new TreeMap<>();
        launcher.descendants().forEach(process -> {
            String command = process.info().commandLine().orElse("");
            String part = PARTS.entrySet().stream()
                    .filter(known -> command.contains(known.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(process.parent().map(parent -> "worker").orElse("other"));
            double used =
                    process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
            seconds.merge(part, used, Double::sum);
        });
        return seconds;
    }

    /** The number that a query returns, as the owner of the database. */
    long number(String query) throws IOException, SQLException {
        try (Statement statement = owner().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    void execute(String sql) throws IOException, SQLException {
        try (Statement statement = owner().createStatement()) {
            statement.execute(sql);
        }
    }

    /** One connection for all queries, because opening one costs more than most of them. */
    private Connection owner() throws IOException, SQLException {
        if (owner == null) {
            owner = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + value("ports.properties", "postgres") + "/engram",
                    "postgres",
                    value("secrets.properties", "database.owner"));
        }
        return owner;
    }

    private String value(String file, String name) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve(file))) {
            properties.load(reader);
        }
        return properties.getProperty(name);
    }

    @Override
    public void close() throws SQLException {
        if (owner != null) {
            owner.close();
        }
        launcher.destroy();
        launcher.onExit().join();
    }
}
