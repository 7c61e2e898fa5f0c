package com.engram.launcher.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Reads and writes the rows of a database in PostgreSQL's COPY text format. It uses one connection of the owner, who bypasses
 * row-level security.
 */
final class TableCopy {
    /** Selects all tables or sequences but Flyway's history, which the migrations create. */
    private static final String RELATIONS = """
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
            and c.relname <> 'flyway_schema_history' and c.relkind =
            """;

    private final Connection owner;

    TableCopy(Connection owner) {
        this.owner = owner;
    }

    /** Starts a read-only transaction. All following reads see the same snapshot. */
    void beginSnapshot() throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("set transaction isolation level repeatable read read only");
        }
    }

    /** The quoted names of all tables, with their schemas. */
    List<String> tables() throws SQLException {
        return strings("select format('%I.%I', n.nspname, c.relname) " + RELATIONS + "'r' order by 1");
    }

    /** The version of the newest applied migration. */
    String version() throws SQLException {
        return strings("select max(version::bigint)::text from flyway_schema_history where success")
                .get(0);
    }

    void write(String table, String columns, OutputStream rows) throws SQLException, IOException {
        owner.unwrap(PGConnection.class).getCopyAPI().copyOut("copy %s (%s) to stdout".formatted(table, columns), rows);
    }

    /** SQL that statements every sequence to its current value. */
    String sequences() throws SQLException {
        List<String> statements = new ArrayList<>();
        for (String sequence :
                strings("select format('%I.%I', n.nspname, c.relname) " + RELATIONS + "'S' order by 1")) {
            statements.addAll(strings("select format('select setval(%L, %s, %L);', '" + sequence
                    + "', last_value, is_called) from " + sequence));
        }
        return String.join("\n", statements);
    }

    /** Starts a transaction that empties every table and disables foreign keys and triggers until it ends. */
    void clear() throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("set local session_replication_role = replica");
            statement.execute("truncate " + String.join(", ", tables()));
        }
    }

    /** Inserts rows.
     *
     * @param columns the columns of the rows; other columns get their defaults
     */
    void read(String table, String columns, InputStream rows) throws SQLException, IOException {
        owner.unwrap(PGConnection.class).getCopyAPI().copyIn("copy %s (%s) from stdin".formatted(table, columns), rows);
    }

    void setSequences(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql.isBlank() ? "select 1" : sql);
        }
    }

    /** The quoted column names of a table, without generated columns, which PostgreSQL computes again. */
    String columns(String table) throws SQLException {
        return String.join(", ", strings("""
                select quote_ident(attname) from pg_attribute
                where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum
                """.formatted(table)));
    }

    private List<String> strings(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (PreparedStatement statement = owner.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
