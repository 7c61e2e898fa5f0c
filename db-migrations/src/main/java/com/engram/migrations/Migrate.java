package com.engram.migrations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/**
 * Creates the two login roles the server uses and applies every migration under {@code db/migration}. Repeatable: on a
 * database that is up to date it only sets the roles' passwords.
 */
public final class Migrate {
    private Migrate() {}

    /**
     * @param ownerJdbcUrl the database, which must exist
     * @param ownerUser a role that may create roles and schemas; it will own all tables
     * @param appPassword the password {@code engram_app} gets
     * @param operatorPassword the password {@code engram_operator} gets
     * @return how many migrations were applied
     * @throws SQLException if the database cannot be reached or refuses the roles
     */
    public static int run(
            String ownerJdbcUrl, String ownerUser, String ownerPassword, String appPassword, String operatorPassword)
            throws SQLException {
        return to("latest", ownerJdbcUrl, ownerUser, ownerPassword, new Roles(appPassword, operatorPassword));
    }

    /**
     * The passwords of the two login roles.
     *
     * @param app that of {@code engram_app}
     * @param operator that of {@code engram_operator}
     */
    public record Roles(String app, String operator) {}

    /**
     * Migrates no further than a version, for data that was taken at that version.
     *
     * @param version a migration's number, or "latest"
     * @see #run
     */
    public static int to(String version, String ownerJdbcUrl, String ownerUser, String ownerPassword, Roles roles)
            throws SQLException {
        try (Connection owner = DriverManager.getConnection(ownerJdbcUrl, ownerUser, ownerPassword)) {
            DatabaseRoles all = new DatabaseRoles(owner);
            all.ensureLogin("engram_app", roles.app());
            all.ensureLogin("engram_operator", roles.operator());
            all.ensureFunctionOwner("engram_lookup");
            all.ensureFunctionOwner("engram_trigger");
        }
        return Flyway.configure()
                .dataSource(ownerJdbcUrl, ownerUser, ownerPassword)
                .locations("classpath:" + MigrationFiles.FOLDER)
                .target(version)
                // Features bring their migrations when they are merged, in an order of their own.
                .outOfOrder(true)
                .placeholderReplacement(false)
                .load()
                .migrate()
                .migrationsExecuted;
    }

    /** Migrates the database that the {@code ENGRAM_DATABASE_*} variables name. */
    public static void main(String[] args) throws SQLException {
        int applied = run(
                need("ENGRAM_DATABASE_URL"),
                need("ENGRAM_DATABASE_OWNERUSER"),
                need("ENGRAM_DATABASE_OWNERPASSWORD"),
                need("ENGRAM_DATABASE_APPPASSWORD"),
                need("ENGRAM_DATABASE_OPERATORPASSWORD"));
        System.out.println("Migrations applied: " + applied);
    }

    private static String need(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("Set " + name + ".");
        }
        return value;
    }
}
