package com.engram.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Compares the migrations that a database has with those of this release. */
final class DatabaseSchema {

    private static final String NEWEST = """
        select version from flyway_schema_history where success and version is not null
        order by cast(version as bigint) desc limit 1
        """;

    private DatabaseSchema() {}

    /** How a database's schema relates to that of a release. */
    enum Relation {
        /** The database lacks migrations of the release. */
        OLDER,
        SAME,
        /** The database has migrations that the release does not know. */
        NEWER
    }

    /**
     * A comparison.
     *
     * @param version the number of the database's newest migration
     */
    record Comparison(Relation relation, String version) {}

    /**
     * Compares the newest migrations.
     *
     * @param required the number of the release's newest migration
     * @throws SQLException if the database cannot be reached, or has no migrations at all
     */
    static Comparison compare(Connection connection, long required) throws SQLException {
        try (PreparedStatement newest = connection.prepareStatement(NEWEST);
                ResultSet answer = newest.executeQuery()) {
            String version = answer.next() ? answer.getString(1) : "0";
            return new Comparison(Relation.values()[Long.compare(Long.parseLong(version), required) + 1], version);
        }
    }
}
