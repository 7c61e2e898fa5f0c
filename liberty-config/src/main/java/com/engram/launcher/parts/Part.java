package com.engram.launcher.parts;

import com.engram.launcher.home.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** One process of Engram: how to launch it, how to tell that it is ready, how to stop it. */
public interface Part {
    /** As users read it. */
    String name();

    /** Where its process writes what it has to say. */
    Path log();

    /** Starts the process and returns at once; also after it has died before. */
    Process launch() throws IOException, LauncherException, InterruptedException;

    /** Whether the process answers what it is there for. */
    boolean answers();

    /** How long it may take until it answers. */
    default Duration patience() {
        return Duration.ofSeconds(60);
    }

    /** Asks for an orderly end. */
    default void askToStop(Process process) throws IOException {
        process.destroy();
    }

    /** How long an orderly end may take before the process is killed. */
    Duration grace();
}
