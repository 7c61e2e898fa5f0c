package com.engram.tenancy;

import com.engram.tenancy.DatabaseSchema.Comparison;
import com.engram.tenancy.DatabaseSchema.Relation;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Delays the start of the application until the database is reachable and has the schema of this release. A server can be
 * started at the same time as its database, and before the migrations have run. It refuses to start on a newer schema, and
 * on an older one that is not migrated in time: it could misread or lose data.
 */
@ApplicationScoped
class AwaitMigrations {

    private static final Logger LOG = Logger.getLogger(AwaitMigrations.class.getName());
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration WARNING_INTERVAL = Duration.ofSeconds(10);

    @Resource(lookup = "jdbc/live")
    private DataSource database;

    /** The number of the newest migration of this release; 0 accepts any schema. */
    private final long version;

    private final Duration timeout;

    @Inject
    AwaitMigrations(
            @ConfigProperty(name = "engram.database.version", defaultValue = "0") long version,
            @ConfigProperty(name = "engram.database.secondsToMigrate", defaultValue = "300") long secondsToMigrate) {
        this.version = version;
        this.timeout = Duration.ofSeconds(secondsToMigrate);
    }

    /**
     * Runs before every other observer, because they use the database.
     *
     * @throws IllegalStateException if the schema is another release's; the application does not start then
     */
    void await(
            @Observes @Initialized(ApplicationScoped.class) @Priority(Interceptor.Priority.PLATFORM_BEFORE)
                    Object application)
            throws InterruptedException {
        long started = System.nanoTime();
        long warned = started;
        Optional<Comparison> found = compare();
        while (found.filter(schema -> isUsable(schema)).isEmpty()) {
            if (System.nanoTime() - warned > WARNING_INTERVAL.toNanos()) {
                warned = System.nanoTime();
                LOG.warning("Waiting for the database to be reachable and to have migration " + version);
            }
            if (found.isPresent() && System.nanoTime() - started > timeout.toNanos()) {
                throw new IllegalStateException(
                        "The database has the schema %s, which is older than this release's, %d. Migrate the database first."
                                .formatted(found.get().version(), version));
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
            found = compare();
        }
    }

    private boolean isUsable(Comparison schema) {
        if (version != 0 && schema.relation() == Relation.NEWER) {
            throw new IllegalStateException(
                    "The database has the schema %s, which is newer than this release's, %d. Start the newer release."
                            .formatted(schema.version(), version));
        }
        return version == 0 || schema.relation() == Relation.SAME;
    }

    /** Empty while the database cannot be reached. */
    private Optional<Comparison> compare() {
        try (Connection connection = database.getConnection()) {
            return Optional.of(DatabaseSchema.compare(connection, version));
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The database is not reachable yet", e);
            return Optional.empty();
        }
    }
}
