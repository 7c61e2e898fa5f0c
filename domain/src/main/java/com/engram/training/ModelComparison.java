package com.engram.training;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model against the default model on the same images: Spearman's rank correlations with 95 % intervals.
 *
 * @param images on how many images
 * @param defaultModel the default model as name:version
 * @param candidate of the model, on images that it was not trained on
 * @param byDefault of the default model
 * @param difference the first minus the second
 */
public record ModelComparison(
        int images, String defaultModel, Estimate candidate, Estimate byDefault, Estimate difference) {

    /**
     * A figure with its interval.
     *
     * @param low the lower end of the interval
     * @param high the upper end of the interval
     */
    public record Estimate(double value, double low, double high) {}

    /** What a comparison says. */
    public enum Verdict {
        /** The whole interval of the difference is above zero. */
        BETTER,
        /** The interval contains zero. */
        UNDECIDED,
        /** The whole interval is below zero. */
        WORSE
    }

    /** What the interval of the difference says. */
    public Verdict verdict() {
        if (difference.low() > 0) {
            return Verdict.BETTER;
        }
        return difference.high() < 0 ? Verdict.WORSE : Verdict.UNDECIDED;
    }

    /**
     * Reads the file {@code comparison.json} of the engine.
     *
     * @throws IOException if it cannot be read
     */
    static ModelComparison read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file);
                JsonReader reader = Json.createReader(text)) {
            JsonObject json = reader.readObject();
            return new ModelComparison(
                    json.getInt("images"),
                    json.getString("activeModel"),
                    estimate(json.getJsonObject("candidate")),
                    estimate(json.getJsonObject("active")),
                    estimate(json.getJsonObject("difference")));
        } catch (JsonException | NullPointerException | ClassCastException e) {
            throw new IOException("The comparison cannot be read", e);
        }
    }

    private static Estimate estimate(JsonObject json) {
        return new Estimate(number(json, "value"), number(json, "low"), number(json, "high"));
    }

    private static double number(JsonObject json, String name) {
        return json.getJsonNumber(name).doubleValue();
    }
}
