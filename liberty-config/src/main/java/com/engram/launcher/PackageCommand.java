package com.engram.launcher;

import com.engram.launcher.parts.Distribution;
import com.engram.launcher.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./engram package}: writes a release. The script builds everything before, and reduces Liberty. */
@Command(name = "package", hidden = true)
final class PackageCommand implements Callable<Integer> {
    @Option(names = "--sources", required = true, description = "The root of the project.")
    private Path sources = Path.of(".");

    @Option(names = "--release", required = true, description = "The version of the release.")
    private String version = "";

    @Option(names = "--output", required = true, description = "The folder of the file.")
    private Path output = Path.of(".");

    private final Distribution distribution;
    private final Path training;
    private final Progress progress = new Progress(System.out);

    PackageCommand(Distribution distribution, Path training) {
        this.distribution = distribution;
        this.training = training;
    }

    @Override
    public Integer call() throws IOException {
        Path file = new Release(version, sources, distribution, training).write(output);
        progress.line("Wrote %s (%,d bytes) and its checksum.".formatted(file, Files.size(file)));
        return 0;
    }
}
