package com.engram.remote;

import com.engram.client.http.EngramException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watch}: scores each image that appears in a folder, until it is interrupted. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Scores each image that appears in a folder or changes there, until Ctrl-C.")
final class WatchCommand implements Callable<Integer> {

    private static final long INTERVAL_MILLIS = 1_000;

    @Mixin
    private final ProfileOption profile = new ProfileOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Mixin
    private final ScoreCommand.ImageOptions images = new ScoreCommand.ImageOptions();

    @Option(names = "--existing", description = "Scores the images too that are there already.")
    private boolean existing;

    @Option(names = "--count", paramLabel = "N", description = "Stops after so many images. Default: never.")
    private int count;

    @Parameters(paramLabel = "FOLDER", description = "The folder to watch.")
    private Path folder = Path.of(".");

    private final Terminal terminal;

    WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new RemoteException("There is no folder " + Text.printable(folder.toString()) + ".");
        }
        ScoreImages scoreImages = new ScoreImages(profile.connect(terminal), images.options(null));
        Rows rows = output.rows(terminal.out(), ScoredImage.COLUMNS);
        FolderScan scan = new FolderScan(folder, images.recursive, existing);
        terminal.err().println("Watching " + Text.printable(folder.toString()) + " ...");
        int scored = 0;
        while (count == 0 || scored < count) {
            scored += scoreAll(scan.scan(), scan, scoreImages, rows);
            Thread.sleep(INTERVAL_MILLIS);
        }
        return 0;
    }

    private int scoreAll(List<Path> files, FolderScan scan, ScoreImages scoreImages, Rows rows) {
        int scored = 0;
        for (Path file : files) {
            try {
                scoreImages.score(new ImageSource.File(file)).addTo(rows);
                scored++;
            } catch (EngramException e) {
                if (Main.exitCode(e) != Main.UNAVAILABLE) {
                    throw e;
                }
                scan.giveBack(file);
                terminal.err().println("engram: " + Text.printable(String.valueOf(e.getMessage())) + " Trying again.");
            }
        }
        return scored;
    }
}
