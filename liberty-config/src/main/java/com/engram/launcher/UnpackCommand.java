package com.engram.launcher;

import com.engram.launcher.home.LauncherException;
import com.engram.launcher.parts.Distribution;
import com.engram.launcher.parts.PostgresBinaries;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The last step of the build: unpacks PostgreSQL, so that the first start does not have to. */
@Command(name = "unpack", hidden = true)
final class UnpackCommand implements Callable<Integer> {
    private final Distribution distribution;

    UnpackCommand(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws IOException, LauncherException {
        new PostgresBinaries(distribution.postgres()).unpackIfMissing();
        return 0;
    }
}
