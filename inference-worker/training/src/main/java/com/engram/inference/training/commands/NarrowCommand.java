package com.engram.inference.training.commands;

import com.engram.inference.commands.AdditionalCommand;
import com.engram.inference.training.NarrowNetwork;
import com.engram.inference.training.progress.TerminalProgress;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code narrow}: writes the weights of a narrower network, for {@code train --start}. */
@Command(
        name = "narrow",
        description =
                "Prunes the bundled network to a smaller width and distils the original into it on unrated images.")
public final class NarrowCommand implements AdditionalCommand {
    @Option(names = "--pictures", required = true, description = "folder of images; repeatable")
    private List<Path> images = List.of();

    @Option(names = "--out", required = true, description = "safetensors file to write")
    private Path out = Path.of(".");

    @Option(names = "--width", defaultValue = "0.5", description = "width of the network (default: ${DEFAULT-VALUE})")
    private double width;

    @Option(names = "--epochs", defaultValue = "20", description = "passes over the images (default: ${DEFAULT-VALUE})")
    private int epochs;

    @Option(names = "--seed", defaultValue = "1", description = "random seed (default: ${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() throws Exception {
        try (TerminalProgress progress = new TerminalProgress()) {
            new NarrowNetwork(images, out, width, epochs, seed).execute(progress);
        }
        return 0;
    }
}
