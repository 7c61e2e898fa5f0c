package com.engram.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** MigrationLint asks for indexes that are created concurrently, so Flyway must be configured for them. */
class ConcurrentIndexTest {

    @Test
    void a_migration_creates_an_index_concurrently() throws IOException, SQLException {
        try (EmbeddedServer server = new EmbeddedServer()) {
            TestDatabase database = server.createDatabase("indexed", PostgresServer.SUPERUSER);

            int applied = assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> Migrate.flyway(
                                    "db/concurrent-index",
                                    "latest",
                                    database.url(),
                                    PostgresServer.SUPERUSER,
                                    PostgresServer.PASSWORD)
                            .migrate()
                            .migrationsExecuted);

            assertThat(applied).isEqualTo(2);
            assertThat(database.query(
                            "select indexrelid::regclass from pg_index where indrelid = 'a'::regclass and indisvalid"))
                    .containsExactly("a_by_b");
        }
    }
}
