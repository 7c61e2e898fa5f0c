package com.engram.launcher;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.engram.launcher.home.Ports;
import com.engram.launcher.home.Secrets;
import com.engram.launcher.parts.Distribution;
import com.engram.launcher.parts.Postgres;
import com.engram.migrations.Migrate;
import com.engram.migrations.MigrationFiles;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** The database, up to date: the home's own PostgreSQL, or the one that ENGRAM_DATABASE_URL names. */
final class DatabaseSetup {
    static final String NAME = "engram";

    private final ServerEnvironment settings;
    private final Progress progress;
    private final @Nullable Postgres own;

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
            this.own = null;
            return;
        }
        Postgres postgres = Postgres.of(home, distribution, secrets, ports.reserve("postgres"));
        this.own = postgres;
        settings.setDefault("ENGRAM_DATABASE_URL", postgres.url(NAME));
        settings.setDefault("ENGRAM_DATABASE_OWNERUSER", Postgres.OWNER);
        settings.setDefault("ENGRAM_DATABASE_OWNERPASSWORD", postgres.ownerPassword());
        settings.setDefault("ENGRAM_DATABASE_APPPASSWORD", secrets.alphanumeric("database.app", 32));
        settings.setDefault("ENGRAM_DATABASE_OPERATORPASSWORD", secrets.alphanumeric("database.operator", 32));
    }

    /** The home's own PostgreSQL, if it is not the user's. */
    @Nullable Postgres own() {
        return own;
    }

    /** Brings the database up to date. */
    void migrate() throws LauncherException {
        long began = System.nanoTime();
        try {
            if (own != null) {
                own.createIfMissing(NAME);
            }
            Migrate.run(
                    need("ENGRAM_DATABASE_URL"),
                    need("ENGRAM_DATABASE_OWNERUSER"),
                    need("ENGRAM_DATABASE_OWNERPASSWORD"),
                    need("ENGRAM_DATABASE_APPPASSWORD"),
                    need("ENGRAM_DATABASE_OPERATORPASSWORD"));
        } catch (SQLException | FlywayException e) {
            throw new LauncherException("The database cannot be brought up to date: "
                    + String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " "));
        }
        progress.duration("Migrations", Duration.ofNanos(System.nanoTime() - began));
    }

    private String need(String name) throws LauncherException {
        if (!settings.has(name)) {
            throw new LauncherException("With ENGRAM_DATABASE_URL set, " + name + " must be set too.");
        }
        return settings.get(name);
    }
}
