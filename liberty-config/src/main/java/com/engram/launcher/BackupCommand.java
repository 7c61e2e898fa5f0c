package com.engram.launcher;

import com.engram.launcher.backup.Backup;
import com.engram.launcher.home.Home;
import com.engram.launcher.home.LauncherException;
import com.engram.launcher.parts.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./engram backup FILE}: writes all data of an installation into one file, whether or not it is running. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes the database, the objects and the secrets into one file. Engram may be running.")
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private final HomeOption homeOption = new HomeOption();

    @Parameters(paramLabel = "FILE", description = "The file to write. An existing file is replaced.")
    private Path file = Path.of("engram.backup");

    private final Distribution distribution;
    private final Progress progress = new Progress(System.out);

    BackupCommand(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            LocalDataCheck.require(System.getenv());
            if (!Files.exists(homeOption.folder.resolve("postgres/data"))) {
                throw new LauncherException("There is no Engram installation in " + homeOption.folder
                        + ". Specify its folder with --home.");
            }
            try (DataServices parts = parts()) {
                new Backup(parts.locations()).write(file);
            }
            progress.line(
                    "Wrote " + file + " (%,d bytes). It contains secrets: keep it safe.".formatted(Files.size(file)));
            return 0;
        } catch (LauncherException | IOException | SQLException e) {
            System.err.println("engram: " + e.getMessage());
            return 1;
        }
    }

    private DataServices parts() throws LauncherException, IOException, InterruptedException, SQLException {
        return Home.isInUse(homeOption.folder)
                ? DataServices.running(Home.withoutLock(homeOption.folder), distribution)
                : DataServices.start(Home.open(homeOption.folder), distribution, progress);
    }
}
