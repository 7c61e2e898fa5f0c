package com.engram.portal.site;

import com.engram.analysis.scorers.estimates.Score;
import com.engram.web.results.ScoreView;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * The sample images below {@code assets/samples}, with what the engine answers for them. A test of the engine scores the files
 * again and compares; another one draws the maps again.
 *
 * @param model the model that scored them, as {@code name:version}
 */
public record SampleImages(String model, List<Sample> samples) {

    private static final SampleImages BUNDLED = read();

    /**
     * A sample image.
     *
     * @param name of its files; also of its sentences
     */
    public record Sample(String name, int width, int height, ScoreView score) {}

    /** The samples that come with Engram. */
    public static SampleImages bundled() {
        return BUNDLED;
    }

    private static SampleImages read() {
        try (InputStream file =
                        Objects.requireNonNull(SampleImages.class.getResourceAsStream("samples.json"), "samples.json");
                JsonReader reader = Json.createReader(file)) {
            JsonObject all = reader.readObject();
            return new SampleImages(
                    all.getString("model"),
                    all.getJsonArray("samples").getValuesAs(JsonObject.class).stream()
                            .map(SampleImages::sample)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample sample(JsonObject json) {
        return new Sample(
                json.getString("name"),
                json.getInt("width"),
                json.getInt("height"),
                new ScoreView(new Score(
                        number(json, "value"),
                        number(json, "low"),
                        number(json, "high"),
                        number(json, "percentile"),
                        json.getBoolean("outOfDomain"))));
    }

    private static double number(JsonObject json, String name) {
        return json.getJsonNumber(name).doubleValue();
    }
}
