package com.engram.tenancy;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Delays the start of the application until the database is reachable and has the migrations of this release. A server can
 * be started at the same time as its database, and before the migrations have run.
 */
@ApplicationScoped
class AwaitMigrations {

    private static final Logger LOG = Logger.getLogger(AwaitMigrations.class.getName());
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration WARNING_INTERVAL = Duration.ofSeconds(10);

    @Resource(lookup = "jdbc/live")
    private DataSource database;

    /** The newest migration of this release; 0 accepts any. A database with newer migrations is accepted. */
    private final String version;

    @Inject
    AwaitMigrations(@ConfigProperty(name = "engram.database.version", defaultValue = "0") String version) {
        this.version = version;
    }

    /** Runs before every other observer, because they use the database. */
    void await(
            @Observes @Initialized(ApplicationScoped.class) @Priority(Interceptor.Priority.PLATFORM_BEFORE)
                    Object application)
            throws InterruptedException {
        long warned = System.nanoTime();
        while (!isMigrated()) {
            if (System.nanoTime() - warned > WARNING_INTERVAL.toNanos()) {
                warned = System.nanoTime();
                LOG.warning("Waiting for the database to be reachable and to have migration " + version);
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    private boolean isMigrated() {
        try (Connection connection = database.getConnection();
                PreparedStatement applied = connection.prepareStatement(
                        "select exists (select from flyway_schema_history where success and (version = ? or ? ="
                                + " '0'))")) {
            applied.setString(1, version);
            applied.setString(2, version);
            try (ResultSet answer = applied.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The database is not reachable yet", e);
            return false;
        }
    }
}
