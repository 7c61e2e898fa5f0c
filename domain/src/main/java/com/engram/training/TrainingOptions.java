package com.engram.training;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The options of the engine's command {@code train}, the same wherever it runs. It trains the head only: the network stays the default
 * model's, so a training takes minutes and needs no GPU.
 */
final class TrainingOptions {

    private TrainingOptions() {}

    /** The options by their names without dashes. */
    static Map<String, String> of(UUID model) {
        return new TreeMap<>(Map.of("name", "own-" + lastDigits(model), "epochs", "0", "draws", "4", "device", "cpu"));
    }

    /** The random digits of the id: the first ones tell the time. */
    private static String lastDigits(UUID model) {
        String digits = model.toString();
        return digits.substring(digits.length() - 12);
    }
}
