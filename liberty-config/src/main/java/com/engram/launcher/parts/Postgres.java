package com.engram.launcher.parts;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.engram.launcher.home.PrivateFile;
import com.engram.launcher.home.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL as a child process. It listens on the loopback interface only, requires passwords, and writes every commit to disk
 * before confirming it.
 */
public final class Postgres implements Part {
    /** The role that owns the cluster and all objects that the migrations create. */
    public static final String OWNER = "postgres";

    private final Home home;
    private final PostgresBinaries binaries;
    private final int port;
    private final String ownerPassword;
    private @Nullable Process watcher;

    private Postgres(Home home, Distribution distribution, int port, String ownerPassword) {
        this.home = home;
        this.binaries = new PostgresBinaries(distribution.postgres());
        this.port = port;
        this.ownerPassword = ownerPassword;
    }

    /** The cluster of a home, on a given port. */
    public static Postgres of(Home home, Distribution distribution, Secrets secrets, int port) throws IOException {
        return new Postgres(home, distribution, port, secrets.alphanumeric("database.owner", 32));
    }

    /** The password of {@link #OWNER}. */
    public String ownerPassword() {
        return ownerPassword;
    }

    /** Creates a database if it does not exist. */
    public void createIfMissing(String database) throws SQLException {
        try (Connection owner = connect("postgres");
                Statement statement = owner.createStatement();
                ResultSet found =
                        statement.executeQuery("select 1 from pg_database where datname = '" + database + "'")) {
            if (!found.next()) {
                owner.createStatement().execute("create database " + database);
            }
        }
    }

    /** The JDBC URL of a database, without credentials. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Path log() {
        return home.at("logs/postgres.log");
    }

    @Override
    public Process launch() throws IOException, LauncherException, InterruptedException {
        home.folder("postgres");
        binaries.unpackIfMissing();
        Path data = home.at("postgres/data");
        if (!Files.exists(data)) {
            initialize(data);
        }
        Postmaster.stopOrphan(data);
        Process postgres = ChildProcess.start(command(data), Map.of(), home.at("postgres"), log());
        startWatcher(postgres);
        return postgres;
    }

    private List<String> command(Path data) throws LauncherException {
        List<String> command = unprivileged(binaries.program("postgres"), "-D", data.toString());
        command.addAll(List.of("-p", Integer.toString(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "max_connections=100",
                "timezone=UTC",
                "log_timezone=UTC")) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }

    private synchronized void startWatcher(Process postgres) throws IOException {
        stopWatcher();
        watcher = Postmaster.stopWithLauncher(postgres);
    }

    /** Ends the watcher, because it kills by process id, and another process may get the same id later. */
    private synchronized void stopWatcher() {
        if (watcher != null) {
            watcher.destroyForcibly();
        }
    }

    /** Creates the cluster. The folder gets its name only after the cluster is complete. */
    private void initialize(Path data) throws IOException, LauncherException, InterruptedException {
        Path unfinished = data.resolveSibling("data.new");
        Folders.delete(unfinished);
        Path password = home.at("postgres/owner");
        PrivateFile.write(password, ownerPassword);
        List<String> command = unprivileged(binaries.program("initdb"), "-D", unfinished.toString());
        command.addAll(List.of(
                "--username=" + OWNER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        Process initdb = ChildProcess.start(command, Map.of(), home.at("postgres"), home.at("logs/initdb.log"));
        int exit = initdb.waitFor();
        Files.delete(password);
        if (exit != 0) {
            throw new LauncherException(
                    "PostgreSQL could not create its data folder. See " + home.at("logs/initdb.log") + ".");
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Adds a separate user namespace for root, because PostgreSQL refuses to run as root. */
    private static List<String> unprivileged(String... command) throws LauncherException {
        List<String> commandLine = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            if (!ChildProcess.succeeds("unshare", "-U", "true")) {
                throw new LauncherException(
                        "PostgreSQL cannot run as root on this machine. Start Engram as another user.");
            }
            commandLine.addAll(List.of("unshare", "-U"));
        }
        commandLine.addAll(List.of(command));
        return commandLine;
    }

    /** Connects to a database as the owner. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), OWNER, ownerPassword);
    }

    @Override
    public boolean isReady() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void askToStop(Process process) throws IOException {
        stopWatcher();
        Postmaster.stopFast(process.toHandle());
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(4);
    }
}
