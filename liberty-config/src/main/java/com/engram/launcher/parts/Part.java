package com.engram.launcher.parts;

import com.engram.launcher.home.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** One process of Engram: how to launch it, how to check that it is ready, and how to stop it. */
public interface Part {
    /** The name that users see. */
    String name();

    /** The log file of its process. */
    Path log();

    /** Starts the process and returns at once. Called again after the process has ended. */
    Process launch() throws IOException, LauncherException, InterruptedException;

    /**
     * Whether the process does its work.
     *
     * @throws LauncherException if it cannot, however long anybody waits
     */
    boolean isReady() throws LauncherException;

    /** How long the process may take until it is ready. */
    default Duration readyTimeout() {
        return Duration.ofSeconds(60);
    }

    /** Asks the process to stop. */
    default void askToStop(Process process) throws IOException {
        process.destroy();
    }

    /** How long the process may take to stop before it is killed. */
    Duration stopTimeout();
}
