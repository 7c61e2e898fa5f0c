package com.engram.launcher.home;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The server's configuration as environment variables: values that the user set take precedence over the launcher's. */
public final class ServerEnvironment {
    private static final String MODELS = "ENGRAM_WORKER_MODELS";

    private final Map<String, String> values = new HashMap<>();

    /** @param environment that of a process; variables of others than Engram and AWS are left out */
    public ServerEnvironment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith("ENGRAM_") || name.startsWith("AWS_")) {
                values.put(name, value);
            }
        });
    }

    /** Whether a variable has a value that is not blank. */
    public boolean has(String name) {
        return !get(name).isBlank();
    }

    /** The value of a variable, or an empty text. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** Sets a value, whatever the user has set. */
    public void set(String name, String value) {
        values.put(name, value);
    }

    /** Sets a value unless the user has set one. */
    public void setDefault(String name, String value) {
        if (!has(name)) {
            set(name, value);
        }
    }

    /** What the user set for the inference worker: its models, its device and its limit of megapixels. */
    public Map<String, String> workerEnvironment() {
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

    /** All values, by the names of their variables. */
    public Map<String, String> environment() {
        return Map.copyOf(values);
    }
}
