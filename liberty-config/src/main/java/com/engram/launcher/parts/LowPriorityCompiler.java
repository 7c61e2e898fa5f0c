package com.engram.launcher.parts;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lowers the priority of a JVM's optimising compiler on Linux, so that it uses what the application leaves. While a server
 * starts on two cores, it would take one of them. Elsewhere nothing happens.
 */
final class LowPriorityCompiler {

    /** As Linux cuts it. */
    private static final String THREAD = "C2 CompilerThre";

    /** Nine tenths less than the others get, if all of them want to run. */
    private static final String NICE = "10";

    private final Path threads;

    LowPriorityCompiler(long process) {
        this(Path.of("/proc", Long.toString(process), "task"));
    }

    LowPriorityCompiler(Path threads) {
        this.threads = threads;
    }

    /** Lowers the priority; true if there is nothing left to do. The thread begins shortly after the JVM. */
    boolean lower() {
        if (!Files.isDirectory(threads)) {
            return true;
        }
        boolean isFound = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                if (Files.readString(thread.resolve("comm")).strip().equals(THREAD)) {
                    isFound = true;
                    lower(thread.getFileName().toString());
                }
            }
        } catch (IOException e) {
            // The process, or one of its threads, has ended.
            return false;
        }
        return isFound;
    }

    private static void lower(String thread) {
        // If there is no such command, the compiler keeps its priority.
        ChildProcess.succeeds("renice", "-n", NICE, "-p", thread);
    }
}
