package com.engram.launcher;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.engram.launcher.home.Ports;
import com.engram.launcher.home.Secrets;
import com.engram.launcher.home.ServerEnvironment;
import com.engram.launcher.parts.Distribution;
import com.engram.launcher.parts.Postgres;
import com.engram.migrations.Migrate;
import com.engram.migrations.MigrationFiles;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Prepares and migrates the database: the embedded PostgreSQL of the home, or the one at ENGRAM_DATABASE_URL. */
final class DatabaseSetup {
    static final String NAME = "engram";

    private final ServerEnvironment settings;
    private final Progress progress;
    private final @Nullable Postgres embedded;

    DatabaseSetup(
            Home home,
            Distribution distribution,
            ServerEnvironment settings,
            Secrets secrets,
            Ports ports,
            Progress progress)
            throws IOException {
        this.settings = settings;
        this.progress = progress;
        settings.setDefault("ENGRAM_DATABASE_VERSION", MigrationFiles.newestVersion());
        if (settings.has("ENGRAM_DATABASE_URL")) {
            this.embedded = null;
            return;
        }
        Postgres postgres = Postgres.of(home, distribution, secrets, ports.reserve("postgres"));
        this.embedded = postgres;
        settings.setDefault("ENGRAM_DATABASE_URL", postgres.url(NAME));
        settings.setDefault("ENGRAM_DATABASE_OWNERUSER", Postgres.OWNER);
        settings.setDefault("ENGRAM_DATABASE_OWNERPASSWORD", postgres.ownerPassword());
        settings.setDefault("ENGRAM_DATABASE_APPPASSWORD", secrets.alphanumeric("database.app", 32));
        settings.setDefault("ENGRAM_DATABASE_OPERATORPASSWORD", secrets.alphanumeric("database.operator", 32));
    }

    /** The embedded PostgreSQL, or null if ENGRAM_DATABASE_URL names another database. */
    @Nullable Postgres embedded() {
        return embedded;
    }

    /** Creates the embedded database if it is missing, then applies the migrations. */
    void migrate() throws LauncherException {
        long start = System.nanoTime();
        try {
            if (embedded != null) {
                embedded.createIfMissing(NAME);
            }
            Migrate.run(
                    require("ENGRAM_DATABASE_URL"),
                    require("ENGRAM_DATABASE_OWNERUSER"),
                    require("ENGRAM_DATABASE_OWNERPASSWORD"),
                    require("ENGRAM_DATABASE_APPPASSWORD"),
                    require("ENGRAM_DATABASE_OPERATORPASSWORD"));
        } catch (SQLException | FlywayException e) {
            throw new LauncherException("The database migration failed: "
                    + String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " "));
        }
        progress.duration("Migrations", Duration.ofNanos(System.nanoTime() - start));
    }

    private String require(String name) throws LauncherException {
        if (!settings.has(name)) {
            throw new LauncherException("With ENGRAM_DATABASE_URL set, " + name + " must be set too.");
        }
        return settings.get(name);
    }
}
