package com.engram.launcher;

import java.util.HashMap;
import java.util.Map;

/** The server's configuration as environment variables: values that the user set take precedence over the launcher's. */
final class ServerEnvironment {
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

    Map<String, String> environment() {
        return Map.copyOf(values);
    }
}
