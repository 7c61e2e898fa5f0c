package com.engram.cloud;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program that a test runs if the machine has it. Without it, the test is skipped and says what to install. */
record Tool(String name, String installation) {

    /** What a program wrote, and how it ended. */
    record Result(int exit, String output) {}

    Result run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(find().toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** The program; skips the test if there is none. */
    Path find() {
        String folders = System.getenv("PATH");
        return Stream.of(folders.split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> abort(name + " is not installed; run " + installation + "."));
    }
}
