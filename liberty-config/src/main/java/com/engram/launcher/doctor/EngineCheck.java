package com.engram.launcher.doctor;

import com.engram.launcher.parts.EngineCommand;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checks the engine's native libraries, its model and its decoders: it scores a tiny sample of each format in a process of its
 * own, as the worker does.
 */
record EngineCheck(Installation installation) implements Check {

    /** The formats, by the name of the sample. */
    static final Map<String, String> SAMPLES = samples();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS_TO_SCORE = 120;
    private static final String UNSUPPORTED = "unsupported_type";

    private static Map<String, String> samples() {
        Map<String, String> samples = new LinkedHashMap<>();
        for (String format : List.of("jpeg", "png", "webp", "gif", "avif", "heic")) {
            samples.put("sample." + format, format);
        }
        return samples;
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public List<Finding> run() throws IOException, InterruptedException {
        if (!Files.exists(installation.distribution().engine().resolve("jvm.options"))) {
            return List.of(Finding.failed(
                    name(),
                    "The engine is missing: " + installation.distribution().engine(),
                    "Build it with ./engram up, or install the distribution again."));
        }
        Path folder = Files.createTempDirectory("engram-doctor");
        try {
            return findings(score(folder));
        } finally {
            for (String sample : SAMPLES.keySet()) {
                Files.deleteIfExists(folder.resolve(sample));
            }
            Files.deleteIfExists(folder.resolve("errors"));
            Files.delete(folder);
        }
    }

    /** What the engine printed on its output, and its errors. */
    record Output(List<String> lines, String errors, int exit) {}

    private Output score(Path folder) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("score", "--json"));
        for (String sample : SAMPLES.keySet()) {
            try (InputStream content = EngineCheck.class.getResourceAsStream(sample)) {
                Files.copy(Objects.requireNonNull(content, sample), folder.resolve(sample));
            }
            arguments.add(sample);
        }
        Path errors = folder.resolve("errors");
        Process engine = EngineCommand.of(installation.distribution(), arguments)
                .process(folder, installation.settings().workerEnvironment())
                .redirectError(errors.toFile())
                .start();
        // Its input stays open, because it ends with that. It prints less than the pipe's buffer holds.
        if (!engine.waitFor(SECONDS_TO_SCORE, TimeUnit.SECONDS)) {
            engine.destroyForcibly().waitFor();
            return new Output(List.of(), "no answer within " + SECONDS_TO_SCORE + " s", -1);
        }
        String output = new String(engine.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(output.lines().toList(), Files.readString(errors), engine.exitValue());
    }

    /** One finding for the engine, and one for each format. */
    List<Finding> findings(Output output) throws IOException {
        Map<String, JsonNode> results = new LinkedHashMap<>();
        for (String line : output.lines()) {
            JsonNode result = JSON.readTree(line);
            results.put(result.path("image").asText(), result);
        }
        if (results.isEmpty()) {
            return List.of(
                    Finding.failed(
                            name(),
                            "The engine does not start: " + lastLine(output.errors(), output.exit()),
                            "It needs glibc 2.27 and libstdc++ on Linux, and a model; see docs/formats.md and docs/model-card.md."));
        }
        List<Finding> findings = new ArrayList<>();
        String model = results.values().stream()
                .map(result -> result.path("model").asText(""))
                .filter(version -> !version.isEmpty())
                .findFirst()
                .orElse("none");
        findings.add(Finding.ok(name(), "The native libraries are loaded; the model is " + model + "."));
        SAMPLES.forEach((sample, format) -> findings.add(finding(format, results.get(sample))));
        return findings;
    }

    private static Finding finding(String format, @Nullable JsonNode result) {
        String check = "format " + format;
        if (result == null) {
            return Finding.failed(check, "The engine printed nothing about it.", "See docs/formats.md.");
        }
        String error = result.path("error").asText("null");
        if (error.equals("null")) {
            return Finding.ok(check, "A sample was decoded and scored.");
        }
        String detail = error + ": " + result.path("detail").asText();
        boolean isOptional = error.equals(UNSUPPORTED) && (format.equals("heic") || format.equals("avif"));
        return isOptional
                ? Finding.warning(
                        check,
                        detail,
                        "FFmpeg needs glibc 2.35 (Debian 12, Ubuntu 22.04 or newer); see docs/formats.md.")
                : Finding.failed(check, detail, "See docs/formats.md.");
    }

    private static String lastLine(String errors, int exit) {
        return errors.lines()
                .filter(line -> line.startsWith("Caused by") || line.contains("Error") || line.contains("xception"))
                .reduce((first, last) -> last)
                .orElseGet(() -> errors.isBlank() ? "it exited with " + exit : errors.strip());
    }
}
