package com.engram.migrations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Creates the roles that the server uses and applies every migration under {@code db/schema}. The owner needs no more
 * than {@code LOGIN CREATEROLE CREATEDB} and to own the database. Repeatable: on a database that is up to date it only sets
 * the passwords of the login roles.
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
     * Migrates no further than a version, for data that was taken at that version. A database from before the first
     * release is carried over to the current schema, unless the version itself is from before it.
     *
     * @param version a migration's number, or "latest"
     * @throws SchemaRefusedException if the database holds a schema that this release does not know; nothing was changed
     * @see #run
     */
    public static int to(String version, String ownerJdbcUrl, String ownerUser, String ownerPassword, Roles roles)
            throws SQLException {
        Flyway current = flyway(MigrationFiles.CURRENT, version, ownerJdbcUrl, ownerUser, ownerPassword);
        try (Connection owner = DriverManager.getConnection(ownerJdbcUrl, ownerUser, ownerPassword)) {
            SchemaHistory.Kind found = new SchemaHistory(owner).kind();
            DatabaseRoles all = new DatabaseRoles(owner);
            all.ensureLogin("engram_app", roles.app());
            all.ensureLogin("engram_operator", roles.operator());
            all.ensureFunctionOwner("engram_lookup");
            all.ensureFunctionOwner("engram_trigger");
            boolean isOldWanted = isBeforeFirstRelease(version);
            if (isOldWanted || found == SchemaHistory.Kind.BEFORE_FIRST_RELEASE) {
                Flyway old = flyway(
                        MigrationFiles.BEFORE_FIRST_RELEASE,
                        isOldWanted ? version : "latest",
                        ownerJdbcUrl,
                        ownerUser,
                        ownerPassword);
                int applied = old.migrate().migrationsExecuted;
                if (isOldWanted) {
                    return applied;
                }
                new CarryOver(owner, current).run();
            }
        }
        return current.migrate().migrationsExecuted;
    }

    private static boolean isBeforeFirstRelease(String version) {
        return !version.equals("latest")
                && MigrationFiles.read(MigrationFiles.BEFORE_FIRST_RELEASE).containsKey(Long.valueOf(version));
    }

    /** For the migrations in a folder of the class path. */
    static Flyway flyway(String folder, String target, String url, String user, String password) {
        return Flyway.configure()
                .dataSource(url, user, password)
                .locations("classpath:" + folder)
                .target(target)
                // Features bring their migrations when they are merged, in an order of their own.
                .outOfOrder(true)
                .placeholderReplacement(false)
                // A lock that belongs to a transaction would make CREATE INDEX CONCURRENTLY wait for it forever.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
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
