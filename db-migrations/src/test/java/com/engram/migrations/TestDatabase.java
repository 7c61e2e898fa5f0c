package com.engram.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A database of the tests.
 *
 * @param owner who owns it and migrates it
 */
record TestDatabase(String url, String owner) {
    static final String APP_PASSWORD = "the application's";
    static final String OPERATOR_PASSWORD = "the operator's";
    private static final String BEFORE_FIRST_RELEASE = "202611272210";

    /** Brings it up to date; how many migrations were applied. */
    int migrate() throws SQLException {
        return migrateTo("latest");
    }

    /** Applies the 40 migrations from before the first release. */
    void migrateToBeforeFirstRelease() throws SQLException {
        migrateTo(BEFORE_FIRST_RELEASE);
    }

    private int migrateTo(String version) throws SQLException {
        return Migrate.to(
                version, url, owner, PostgresServer.PASSWORD, new Migrate.Roles(APP_PASSWORD, OPERATOR_PASSWORD));
    }

    Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** Runs SQL as a superuser, whom row-level security does not hold. */
    void execute(String sql) throws SQLException {
        try (Connection superuser = connect(PostgresServer.SUPERUSER, PostgresServer.PASSWORD);
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of a query's rows, seen by a superuser. */
    List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection superuser = connect(PostgresServer.SUPERUSER, PostgresServer.PASSWORD);
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** Everything that the migrations define, in lines that two databases can be compared by. */
    List<String> catalogue() throws SQLException, IOException {
        return query(resource("catalogue.sql"));
    }

    /** Flyway's history without the times. */
    List<String> history() throws SQLException {
        return query("select concat_ws(' ', installed_rank, version, description, type, script, checksum, success)"
                + " from flyway_schema_history order by installed_rank");
    }

    /** The rows of every table, each as its columns' texts by name. */
    Map<String, List<SortedMap<String, String>>> rows() throws SQLException {
        List<String> tables = query("""
                select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('public', 'batch') and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
                """);
        Map<String, List<SortedMap<String, String>>> rows = new TreeMap<>();
        try (Connection superuser = connect(PostgresServer.SUPERUSER, PostgresServer.PASSWORD);
                Statement statement = superuser.createStatement()) {
            for (String table : tables) {
                try (ResultSet found = statement.executeQuery("select * from " + table)) {
                    rows.put(table, texts(found));
                }
            }
        }
        return rows;
    }

    private static List<SortedMap<String, String>> texts(ResultSet found) throws SQLException {
        List<SortedMap<String, String>> rows = new ArrayList<>();
        while (found.next()) {
            SortedMap<String, String> row = new TreeMap<>();
            for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                row.put(found.getMetaData().getColumnName(column), String.valueOf(found.getString(column)));
            }
            rows.add(row);
        }
        return rows;
    }

    static String resource(String name) throws IOException {
        try (InputStream in = TestDatabase.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
