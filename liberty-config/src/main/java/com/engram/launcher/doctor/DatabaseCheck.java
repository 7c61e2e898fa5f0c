package com.engram.launcher.doctor;

import com.engram.migrations.MigrationFiles;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Checks the database as the server's role sees it: its version, its schema, the role's rights, and the connections. */
record DatabaseCheck(Installation installation) implements Check {

    private static final String QUESTIONS = """
            select current_setting('server_version') as version,
              current_setting('server_version_num')::int as number,
              current_setting('max_connections')::int as connections,
              (select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user) as mighty,
              (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as encrypted,
              (select max(version::bigint) from flyway_schema_history where success) as schema
            """;

    private static final int OLDEST = 150000;
    private static final int CONNECTIONS = 30;

    @Override
    public String name() {
        return "database";
    }

    @Override
    public List<Finding> run() {
        Optional<String> url = installation.find("ENGRAM_DATABASE_URL");
        if (url.isEmpty()) {
            return List.of(stopped());
        }
        try (Connection server = connect(installation, url.get());
                Statement statement = server.createStatement();
                ResultSet answers = statement.executeQuery(QUESTIONS)) {
            answers.next();
            return List.of(
                    version(answers), schema(answers.getLong("schema")), role(answers, url.get()), room(answers));
        } catch (SQLException e) {
            return List.of(Finding.failed(
                    name(),
                    url.get() + ": " + String.valueOf(e.getMessage()).strip(),
                    "Check that PostgreSQL runs, its address in ENGRAM_DATABASE_URL, and ENGRAM_DATABASE_APPPASSWORD."
                            + " If no migration was applied yet, start Engram once."));
        }
    }

    /** A connection of the server's role. */
    static Connection connect(Installation installation, String url) throws SQLException {
        Properties role = new Properties();
        role.setProperty("user", "engram_app");
        role.setProperty("password", installation.settings().get("ENGRAM_DATABASE_APPPASSWORD"));
        role.setProperty("connectTimeout", "3");
        role.setProperty("loginTimeout", "5");
        role.setProperty("socketTimeout", "5");
        return DriverManager.getConnection(url, role);
    }

    private Finding stopped() {
        if (!installation.hasData()) {
            return Finding.skipped(name(), "There is no database yet; the first start creates it.");
        }
        return Files.exists(installation.folder().resolve("postgres/data/PG_VERSION"))
                ? Finding.skipped(
                        name(),
                        "It is stopped; its data is in " + installation.folder().resolve("postgres/data."))
                : Finding.failed(
                        name(),
                        installation.folder().resolve("postgres/data") + " is no data folder of PostgreSQL.",
                        "Restore a backup into an empty home: ./engram restore FILE --home DIR.");
    }

    private Finding version(ResultSet answers) throws SQLException {
        String version = "PostgreSQL " + answers.getString("version");
        return answers.getInt("number") < OLDEST
                ? Finding.failed(name(), version, "Use PostgreSQL 15 or newer.")
                : Finding.ok(name(), version);
    }

    /** What the number of the newest migration means. */
    static Finding schema(long found) {
        String check = "database schema";
        long required = Long.parseLong(MigrationFiles.newestVersion());
        if (found > required) {
            return Finding.failed(
                    check,
                    "The schema " + found + " is newer than this release's, " + required + ".",
                    "Start the newer release. A database does not go back.");
        }
        return found < required
                ? Finding.warning(
                        check,
                        "The schema " + found + " is older than this release's, " + required + ".",
                        "The next ./engram up migrates it; elsewhere run the migrations.")
                : Finding.ok(check, "The schema is this release's, " + found + ".");
    }

    private Finding role(ResultSet answers, String url) throws SQLException {
        String check = "database role";
        if (answers.getBoolean("mighty")) {
            return Finding.failed(
                    check,
                    "The role engram_app may more than it needs, so row-level security may not hold it.",
                    "Run the migrations, which take these rights away.");
        }
        boolean isRemote = !url.contains("//127.") && !url.contains("//localhost");
        return isRemote && !answers.getBoolean("encrypted")
                ? Finding.warning(
                        check, "The connection is not encrypted.", "Add sslmode=verify-full to ENGRAM_DATABASE_URL.")
                : Finding.ok(check, "The role engram_app has no rights beyond its own.");
    }

    private Finding room(ResultSet answers) throws SQLException {
        String check = "database connections";
        int accepted = answers.getInt("connections");
        int needed = installation
                .find("ENGRAM_DATABASE_CONNECTIONS")
                .map(Integer::parseInt)
                .orElse(CONNECTIONS);
        String found = "PostgreSQL accepts " + accepted + ", and one server may open " + needed + ".";
        return accepted < needed
                ? Finding.failed(check, found, "Raise max_connections, or lower engram.database.connections.")
                : Finding.ok(check, found);
    }
}
