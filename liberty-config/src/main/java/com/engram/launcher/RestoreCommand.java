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

/** {@code ./engram restore FILE}: restores an installation from a backup into an empty home. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Restores an installation from a backup into an empty home.")
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private final HomeOption homeOption = new HomeOption();

    @Parameters(paramLabel = "FILE", description = "A file that engram backup wrote.")
    private Path file = Path.of("engram.backup");

    private final Distribution distribution;
    private final Progress progress = new Progress(System.out);

    RestoreCommand(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            LocalDataCheck.require(System.getenv());
            if (!Files.isReadable(file)) {
                throw new LauncherException(file + " cannot be read.");
            }
            try (BackupFile backup = BackupFile.open(file)) {
                restore(backup);
            }
            progress.line("Restored into " + homeOption.folder + ". Start it with: engram up");
            return 0;
        } catch (LauncherException | IOException | SQLException | FlywayException e) {
            System.err.println("engram: " + e.getMessage());
            return 1;
        }
    }

    private void restore(BackupFile backup) throws LauncherException, IOException, InterruptedException, SQLException {
        if (Long.parseLong(backup.version()) > Long.parseLong(MigrationFiles.newestVersion())) {
            throw new LauncherException(
                    file + " was written by a newer version of Engram. Restore it with that version.");
        }
        try (Home home = Home.open(homeOption.folder)) {
            if (Files.exists(home.at("postgres/data"))) {
                throw new LauncherException(
                        homeOption.folder
                                + " already contains an Engram installation. Restore into another --home, or move the existing one.");
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
        try (DataServices parts = DataServices.start(home, distribution, progress)) {
            DataLocations locations = parts.locations();
            Secrets secrets = new Secrets(home.at("secrets.properties"));
            Migrate.Roles roles = new Migrate.Roles(
                    secrets.alphanumeric("database.app", 32), secrets.alphanumeric("database.operator", 32));
            Migrate.to(backup.version(), locations.databaseUrl(), locations.owner(), locations.ownerPassword(), roles);
            Restore restore = new Restore(locations);
            restore.fillDatabase(backup);
            restore.fillObjects(backup);
            Migrate.to("latest", locations.databaseUrl(), locations.owner(), locations.ownerPassword(), roles);
        }
    }
}
