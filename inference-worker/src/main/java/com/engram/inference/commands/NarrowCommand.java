package com.engram.inference.commands;

import com.engram.inference.training.NarrowingRun;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code narrow}: a network of smaller width, for {@code train --start} to begin with. */
@Command(
        name = "narrow",
        description = "Cuts the bundled network down to a smaller width and teaches it on pictures without ratings.")
final class NarrowCommand implements Callable<Integer> {
    @Option(names = "--pictures", required = true, description = "folder of pictures; may be given more than once")
    private List<Path> pictures = List.of();

    @Option(names = "--out", required = true, description = "safetensors file for the weights")
    private Path out = Path.of(".");

    @Option(names = "--width", defaultValue = "0.5", description = "the width (default: ${DEFAULT-VALUE})")
    private double width;

    @Option(names = "--epochs", defaultValue = "20", description = "passes over the pictures")
    private int epochs;

    @Option(names = "--seed", defaultValue = "1")
    private long seed;

    @Override
    public Integer call() throws Exception {
        try (ProgressOnTerminal progress = new ProgressOnTerminal()) {
            new NarrowingRun(pictures, out, width, epochs, seed).execute(progress);
        }
        return 0;
    }
}
