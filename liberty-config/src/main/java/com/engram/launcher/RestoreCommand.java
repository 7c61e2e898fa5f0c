package com.engram.launcher;

import com.engram.launcher.backup.BackupFile;
import com.engram.launcher.backup.DataLocations;
import com.engram.launcher.backup.Restore;
import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.engram.launcher.home.Secrets;
import com.engram.launcher.parts.Distribution;
import com.engram.launcher.parts.Folders;
import com.engram.migrations.Migrate;
import com.engram.migrations.MigrationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./engram restore FILE}: an installation from a backup, in a home that holds none. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Makes an installation from a backup, in a home that holds none yet.")
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private final HomeOption homeOption = new HomeOption();

    @Parameters(paramLabel = "FILE", description = "What engram backup wrote.")
    private Path file = Path.of("engram.backup");

    private final Distribution distribution;
    private final Progress progress = new Progress(System.out);

    RestoreCommand(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            RequireLocalData.require(System.getenv());
            if (!Files.isReadable(file)) {
                throw new LauncherException(file + " cannot be read.");
            }
            try (BackupFile backup = BackupFile.open(file)) {
                restore(backup);
            }
            progress.line("Restored into " + homeOption.folder + "; start it with engram up.");
            return 0;
        } catch (LauncherException | IOException | SQLException | FlywayException e) {
            System.err.println("engram: " + e.getMessage());
            return 1;
        }
    }

    private void restore(BackupFile backup) throws LauncherException, IOException, InterruptedException, SQLException {
        if (Long.parseLong(backup.version()) > Long.parseLong(MigrationFiles.newestVersion())) {
            throw new LauncherException(file + " was made by a newer Engram; restore it with that one.");
        }
        try (Home home = Home.open(homeOption.folder)) {
            if (Files.exists(home.at("postgres/data"))) {
                throw new LauncherException(homeOption.folder
                        + " holds an Engram already; restore into another --home, or move that one away.");
            }
            backup.unpackHome(home);
            try {
                fill(home, backup);
            } catch (LauncherException | IOException | SQLException | RuntimeException | InterruptedException e) {
                Folders.delete(home.at("postgres"));
                Folders.delete(home.at("objects"));
                throw e;
            }
        }
    }

    private void fill(Home home, BackupFile backup)
            throws LauncherException, IOException, InterruptedException, SQLException {
        try (DataParts parts = DataParts.start(home, distribution, progress)) {
            DataLocations stores = parts.stores();
            Secrets secrets = new Secrets(home.at("secrets.properties"));
            Migrate.Roles roles = new Migrate.Roles(
                    secrets.alphanumeric("database.app", 32), secrets.alphanumeric("database.operator", 32));
            Migrate.to(backup.version(), stores.databaseUrl(), stores.owner(), stores.ownerPassword(), roles);
            Restore restore = new Restore(stores);
            restore.fillDatabase(backup);
            restore.fillObjects(backup);
            Migrate.to("latest", stores.databaseUrl(), stores.owner(), stores.ownerPassword(), roles);
        }
    }
}
