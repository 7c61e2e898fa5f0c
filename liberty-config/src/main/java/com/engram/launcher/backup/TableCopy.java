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
 * The rows of a database in PostgreSQL's COPY text format. Works on one connection of the owner, who is not held by
 * row-level security; what it reads is one snapshot.
 */
final class TableCopy {
    /** Flyway's own table comes from the migrations themselves. */
    private static final String OURS = """
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
            and c.relname <> 'flyway_schema_history' and c.relkind =
            """;

    private final Connection owner;

    TableCopy(Connection owner) {
        this.owner = owner;
    }

    /** From here on everything is read as it is at this moment. */
    void freeze() throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("set transaction isolation level repeatable read read only");
        }
    }

    /** Every table, as a quoted name with its schema. */
    List<String> names() throws SQLException {
        return strings("select format('%I.%I', n.nspname, c.relname) " + OURS + "'r' order by 1");
    }

    /** The newest migration that was applied. */
    String version() throws SQLException {
        return strings("select max(version::bigint)::text from flyway_schema_history where success")
                .get(0);
    }

    void write(String table, String columns, OutputStream rows) throws SQLException, IOException {
        owner.unwrap(PGConnection.class).getCopyAPI().copyOut("copy %s (%s) to stdout".formatted(table, columns), rows);
    }

    /** SQL that sets every sequence to where it stands now. */
    String sequences() throws SQLException {
        List<String> sets = new ArrayList<>();
        for (String sequence : strings("select format('%I.%I', n.nspname, c.relname) " + OURS + "'S' order by 1")) {
            sets.addAll(strings("select format('select setval(%L, %s, %L);', '" + sequence
                    + "', last_value, is_called) from " + sequence));
        }
        return String.join("\n", sets);
    }

    /** Empties every table and holds foreign keys and triggers back until the transaction ends. */
    void clear() throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("set local session_replication_role = replica");
            statement.execute("truncate " + String.join(", ", names()));
        }
    }

    /** @param columns those the rows have; the others get their defaults */
    void read(String table, String columns, InputStream rows) throws SQLException, IOException {
        owner.unwrap(PGConnection.class).getCopyAPI().copyIn("copy %s (%s) from stdin".formatted(table, columns), rows);
    }

    void setSequences(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql.isBlank() ? "select 1" : sql);
        }
    }

    /** The names of a table's columns. Generated ones are computed again, not copied. */
    String columns(String table) throws SQLException {
        return String.join(", ", strings("""
                select quote_ident(attname) from pg_attribute
                where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum
                """.formatted(table)));
    }

    private List<String> strings(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = owner.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
