package com.engram.launcher.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts child processes. Each writes to its own log and runs in its own session, so that Ctrl-C reaches the launcher alone,
 * which then stops its children in order.
 */
final class ChildProcess {
    private ChildProcess() {}

    static Process start(List<String> command, Map<String, String> environment, Path folder, Path log)
            throws IOException {
        LogRotation.begin(log);
        List<String> line = new ArrayList<>(ownSession());
        line.addAll(command);
        ProcessBuilder child = new ProcessBuilder(line);
        child.environment().keySet().removeIf(ChildProcess::isConfiguration);
        child.environment().putAll(environment);
        return child.directory(folder.toFile())
                .redirectErrorStream(true)
                // Appending, so that a log that is emptied while the process runs starts again at its beginning.
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Starts a process whose standard input stays open exactly as long as this JVM lives. */
    static Process detached(String... command) throws IOException {
        List<String> line = new ArrayList<>(ownSession());
        line.addAll(List.of(command));
        return new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs a short command; true if it exits with 0. */
    static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The java command of the running JDK. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Only the server gets these variables: a process that decodes untrusted files must not find credentials. */
    static boolean isConfiguration(String variable) {
        return variable.startsWith("ENGRAM_") || variable.startsWith("AWS_");
    }

    private static List<String> ownSession() {
        return Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("/usr/bin/setsid") : List.of();
    }
}
