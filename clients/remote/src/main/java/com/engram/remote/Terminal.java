package com.engram.remote;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The streams and the environment of the process. Results go to {@code out}, all other lines to {@code err}. */
record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Whether a person sees the lines as they change. */
    boolean isInteractive() {
        return System.console() != null && in == System.in;
    }

    /** Reads a secret: from a prompt that does not show it, or the first line of the input if there is no terminal. */
    String readSecret(String prompt) {
        Console console = System.console();
        if (console != null && in == System.in) {
            char[] typed = console.readPassword("%s: ", prompt);
            return typed == null ? "" : new String(typed).strip();
        }
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new RemoteException("The input could not be read: " + e.getMessage());
        }
    }
}
