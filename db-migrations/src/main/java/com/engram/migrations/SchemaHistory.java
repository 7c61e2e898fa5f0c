package com.engram.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.api.MigrationInfo;

/** Which migrations a database has, by Flyway's own table. */
final class SchemaHistory {
    private static final String TABLE = "flyway_schema_history";

    /** What a database holds. */
    enum Kind {
        /** Nothing yet. */
        EMPTY,
        /** The schema from before the first release, or a part of it. */
        BEFORE_FIRST_RELEASE,
        /** Migrations of this release, or of a newer one. */
        CURRENT
    }

    private final Connection owner;

    SchemaHistory(Connection owner) {
        this.owner = owner;
    }

    /**
     * Reads what the database holds.
     *
     * @throws SchemaRefusedException if it holds migrations of both schemas or of neither, or one that failed
     */
    Kind kind() throws SQLException {
        Set<Long> applied = applied();
        if (applied.isEmpty()) {
            return Kind.EMPTY;
        }
        Set<Long> old = new TreeSet<>(applied);
        old.retainAll(MigrationFiles.read(MigrationFiles.BEFORE_FIRST_RELEASE).keySet());
        if (old.isEmpty()) {
            return Kind.CURRENT;
        }
        applied.removeAll(old);
        if (!applied.isEmpty()) {
            throw new SchemaRefusedException("The database has migrations of a schema that this release does not know: "
                    + applied + ". It cannot be carried over; nothing was changed.");
        }
        return Kind.BEFORE_FIRST_RELEASE;
    }

    private Set<Long> applied() throws SQLException {
        Set<Long> applied = new TreeSet<>();
        try (PreparedStatement exists = owner.prepareStatement("select to_regclass(?) is not null")) {
            exists.setString(1, TABLE);
            try (ResultSet answer = exists.executeQuery()) {
                answer.next();
                if (!answer.getBoolean(1)) {
                    return applied;
                }
            }
        }
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery("select version, success from " + TABLE
                        + " where version is not null order by installed_rank")) {
            while (rows.next()) {
                if (!rows.getBoolean(2)) {
                    throw new SchemaRefusedException("The migration " + rows.getString(1)
                            + " has failed on this database. Restore a backup; nothing was changed.");
                }
                applied.add(Long.valueOf(rows.getString(1)));
            }
        }
        return applied;
    }

    /** Lets nobody else migrate until the transaction ends. */
    void lock() throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("lock table " + TABLE + " in access exclusive mode");
        }
    }

    /** Replaces the history by those migrations, as Flyway would have written them. */
    void rewrite(List<MigrationInfo> migrations) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("delete from " + TABLE);
        }
        try (PreparedStatement insert = owner.prepareStatement("insert into " + TABLE
                + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                + " values (?, ?, ?, ?, ?, ?, current_user, 0, true)")) {
            int rank = 0;
            for (MigrationInfo migration : migrations) {
                insert.setInt(1, ++rank);
                insert.setString(2, migration.getVersion().toString());
                insert.setString(3, migration.getDescription());
                insert.setString(4, migration.getType().name());
                insert.setString(5, migration.getScript());
                insert.setInt(6, migration.getChecksum());
                insert.executeUpdate();
            }
        }
    }
}
