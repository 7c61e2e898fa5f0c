package com.engram.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The server's configuration as environment variables: values that the user set take precedence over the launcher's. */
final class ServerEnvironment {
    private static final String MODELS = "ENGRAM_WORKER_MODELS";

    private final Map<String, String> values = new HashMap<>();

    ServerEnvironment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith("ENGRAM_") || name.startsWith("AWS_")) {
                values.put(name, value);
            }
        });
    }

    boolean has(String name) {
        return !get(name).isBlank();
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    void set(String name, String value) {
        values.put(name, value);
    }

    /** Sets a value unless the user has set one. */
    void setDefault(String name, String value) {
        if (!has(name)) {
            set(name, value);
        }
    }

    /** What the user set for the inference worker: its models, its device and its limit of megapixels. */
    Map<String, String> workerEnvironment() {
        Map<String, String> worker = new HashMap<>();
        for (String name : List.of("ENGRAM_WORKER_MAX_MEGAPIXELS", "ENGRAM_WORKER_DEVICE")) {
            if (has(name)) {
                worker.put(name, get(name));
            }
        }
        if (has(MODELS)) {
            // The worker runs in another folder than the user's command.
            worker.put(MODELS, Path.of(get(MODELS)).toAbsolutePath().toString());
        }
        return worker;
    }

    Map<String, String> environment() {
        return Map.copyOf(values);
    }
}
