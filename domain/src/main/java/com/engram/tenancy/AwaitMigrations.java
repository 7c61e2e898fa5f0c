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
 * Holds the application's start until the database answers and has the migrations of this server's release. So a server
 * may be started beside its database, and before the migrations of its release have run.
 */
@ApplicationScoped
class AwaitMigrations {

    private static final Logger LOG = Logger.getLogger(AwaitMigrations.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(10);

    @Resource(lookup = "jdbc/live")
    private DataSource database;

    /** The newest migration of the server's release; 0 for any. A database that has newer ones as well will do. */
    private final String version;

    @Inject
    AwaitMigrations(@ConfigProperty(name = "engram.database.version", defaultValue = "0") String version) {
        this.version = version;
    }

    /** Before every observer that uses the database. */
    void await(
            @Observes @Initialized(ApplicationScoped.class) @Priority(Interceptor.Priority.PLATFORM_BEFORE)
                    Object application)
            throws InterruptedException {
        long warned = System.nanoTime();
        while (!isMigrated()) {
            if (System.nanoTime() - warned > BETWEEN_WARNINGS.toNanos()) {
                warned = System.nanoTime();
                LOG.warning("Waiting for a database that answers and has the migration " + version);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean isMigrated() {
        try (Connection connection = database.getConnection();
                PreparedStatement applied = connection.prepareStatement(
                        "select exists (select from flyway_schema_history where success and (version = ? or ? = '0'))")) {
            applied.setString(1, version);
            applied.setString(2, version);
            try (ResultSet answer = applied.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The database is not there yet", e);
            return false;
        }
    }
}
