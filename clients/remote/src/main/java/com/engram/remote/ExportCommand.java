package com.engram.remote;

import com.engram.client.EngramClient;
import com.engram.client.images.Exports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export}: downloads all originals and results of the account as ZIP files. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Downloads all originals and results as ZIP files. The key needs the scope 'manage'.")
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private final ProfileOption profile = new ProfileOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(names = "--to", paramLabel = "DIR", defaultValue = ".", description = "The folder for the files.")
    private Path folder = Path.of(".");

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "How long to wait for the export. Default: 3600.")
    private long seconds = 3_600;

    private final Terminal terminal;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        EngramClient client = profile.connect(terminal);
        Files.createDirectories(folder);
        Exports.Export started = client.exports().start();
        terminal.err().println("The export " + started.id() + " is running ...");
        Exports.Export export = client.exports().await(started.id(), Duration.ofSeconds(seconds));
        if (!export.isDone()) {
            terminal.err().println("engram: The export is still running. Start the command again later.");
            return Main.INCOMPLETE;
        }
        Rows rows = output.rows(terminal.out(), List.of("file", "bytes"));
        int number = 1;
        for (URI file : export.files()) {
            Path to = folder.resolve("%s-%03d.zip".formatted(export.id(), number++));
            client.exports().download(file, to);
            rows.add(to.toString(), Files.size(to));
        }
        return 0;
    }
}
