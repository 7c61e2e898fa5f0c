package com.engram.launcher.bench;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints measured figures, one JSON object in each line. */
final class Figures {
    private Figures() {}

    /**
     * Prints a figure.
     *
     * @param baseline what the value is compared with; null if there is nothing to compare
     * @param n how many measurements it stands for
     */
    static void print(String name, double value, String unit, @Nullable Double baseline, int n) {
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"baseline\":%s,\"ratio\":%s,\"n\":%d}%n",
                name,
                value,
                unit,
                baseline == null ? "null" : String.format(Locale.ROOT, "%.3f", baseline),
                baseline == null ? "null" : String.format(Locale.ROOT, "%.3f", value / baseline),
                n);
    }

    /**
     * Prints the processor time that each part of the product used for each item.
     *
     * @param before the seconds of each part before the measurement
     * @param after the same after it
     * @param item what was counted, for the unit
     */
    static void printCpu(String prefix, Map<String, Double> before, Map<String, Double> after, int items, String item) {
        for (String part : after.keySet()) {
            double millis = (after.get(part) - before.getOrDefault(part, 0.0)) * 1000 / items;
            print(prefix + part, millis, "ms/" + item, null, items);
        }
    }

    /** How many a second, since {@code began} of {@link System#nanoTime()}. */
    static double rate(int count, long began) {
        return count / ((System.nanoTime() - began) / 1e9);
    }
}
