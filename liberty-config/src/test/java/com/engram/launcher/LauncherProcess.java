package com.engram.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A launcher that runs as a separate process, with its output and its child processes. */
final class LauncherProcess {
    private static final String OPTIONS = "JDK_JAVA_OPTIONS";

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final List<ProcessHandle> children = new ArrayList<>();

    private LauncherProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "launcher output");
        reader.setDaemon(true);
        reader.start();
    }

    static LauncherProcess up(Path home, int port) throws IOException {
        return up(home, port, Map.of());
    }

    /** Starts Engram with additional environment variables. */
    static LauncherProcess up(Path home, int port, Map<String, String> environment) throws IOException {
        return run(environment, "up", "--home", home.toString(), "--port", Integer.toString(port));
    }

    /** Runs a command of the launcher. */
    static LauncherProcess run(String... command) throws IOException {
        return run(Map.of(), command);
    }

    private static LauncherProcess run(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                property("engram.distribution"),
                property("engram.engine"),
                property("engram.liberty"),
                "-cp",
                System.getProperty("engram.distribution") + "/lib/*",
                "com.engram.launcher.Main");
        builder.command().addAll(List.of(command));
        builder.environment().keySet().removeIf(name -> name.startsWith("ENGRAM_"));
        // An installation of a test lives for a minute, in which the optimising compiler costs more than it gives.
        builder.environment().put(OPTIONS, "-XX:TieredStopAtLevel=1");
        builder.environment().putAll(environment);
        return new LauncherProcess(builder.redirectErrorStream(true).start());
    }

    private static String property(String name) {
        return "-D" + name + "=" + System.getProperty(name);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = output.readLine()) != null) {
                System.out.println("launcher> " + line);
                // The java command tells that it has read the variable.
                if (!line.startsWith("NOTE: Picked up " + OPTIONS)) {
                    synchronized (lines) {
                        lines.add(line);
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number of printed lines that contain a text. */
    long count(String text) {
        synchronized (lines) {
            return lines.stream().filter(line -> line.contains(text)).count();
        }
    }

    /** The printed lines until now. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    void awaitReady() {
        await(Duration.ofMinutes(5), () -> count("Engram is ready: http://localhost:") == 1 || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("The launcher ended before Engram was ready: " + lines);
        }
        children.addAll(process.descendants().toList());
    }

    int awaitExit(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The launcher is still running after " + timeout);
        }
        return process.exitValue();
    }

    /** The process id of the child whose command line contains a text. */
    long pid(String text) {
        return child(text).pid();
    }

    /** Kills the child whose command line contains a text (SIGKILL). */
    void kill(String text) {
        child(text).destroyForcibly();
    }

    /** Stops the child whose command line contains a text, and its own children, until they are resumed. They stay alive. */
    void pause(String text) throws IOException, InterruptedException {
        signal(text, "STOP");
    }

    /** Continues a child that was paused. */
    void resume(String text) throws IOException, InterruptedException {
        signal(text, "CONT");
    }

    private void signal(String text, String signal) throws IOException, InterruptedException {
        ProcessHandle child = child(text);
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal, Long.toString(child.pid())));
        child.descendants().map(each -> Long.toString(each.pid())).forEach(command::add);
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            // A child of the child may have ended meanwhile; the others have got the signal.
            System.out.println("signal> not all of " + command + " are alive");
        }
    }

    private ProcessHandle child(String text) {
        return process.children()
                .filter(candidate -> candidate.info().commandLine().orElse("").contains(text))
                .findFirst()
                .orElseThrow();
    }

    void kill() {
        children.addAll(process.descendants().toList());
        process.destroyForcibly();
    }

    void terminate() {
        children.addAll(process.descendants().toList());
        process.destroy();
    }

    void awaitNoChildren(Duration timeout) {
        await(timeout, () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    void await(Duration timeout, BooleanSupplier condition) {
        try {
            Awaitility.await().atMost(timeout).until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Timed out after " + timeout + "; output of the launcher: " + lines, e);
        }
    }
}
