package com.engram.analysis.scorers.wire;

import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Task;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.analysis.scorers.estimates.ImageEstimate;
import com.engram.analysis.scorers.estimates.ImageFeatures;
import com.engram.analysis.scorers.estimates.ImageProperties;
import com.engram.analysis.scorers.estimates.ImageWarning;
import com.engram.analysis.scorers.estimates.PairEstimate;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the engine's responses. The golden files in the engine's resources test both sides. */
public final class EngineResponse {

    private EngineResponse() {}

    /**
     * The result in the body of a successful response.
     *
     * @param millis duration of the call in milliseconds
     * @throws jakarta.json.JsonException if the body is not JSON
     * @throws RuntimeException if the body is not the engine's
     */
    public static Outcome outcome(Task task, String body, int millis) {
        return task == Task.SCORE ? scored(body, millis) : heatmap(body, millis);
    }

    /** The status in a problem document; 0 if the body is a result. */
    public static int problemStatus(String body) {
        JsonObject response = parse(body);
        return response.containsKey("code") ? response.getInt("status", 500) : 0;
    }

    private static Outcome.Scored scored(String body, int millis) {
        JsonObject response = parse(body);
        JsonArray interval = response.getJsonArray("interval");
        Score score = new Score(
                number(response, "score"),
                interval.getJsonNumber(0).doubleValue(),
                interval.getJsonNumber(1).doubleValue(),
                number(response, "percentile"),
                response.getBoolean("outOfDomain"));
        ImageProperties image = new ImageProperties(
                response.getString("sha256"),
                response.getInt("width"),
                response.getInt("height"),
                response.getInt("previewWidth"),
                response.getInt("previewHeight"));
        List<ImageWarning> warnings = ImageWarning.listOf(response.getJsonArray("warnings"));
        Optional<ImageFeatures> features =
                Optional.ofNullable(response.getString("features", null)).map(ImageFeatures::new);
        return new Outcome.Scored(score, image, model(response), grid(response), features, warnings, millis);
    }

    /**
     * The comparison in the body of a successful response.
     *
     * @throws jakarta.json.JsonException if the body is not JSON
     * @throws RuntimeException if the body is not the engine's
     */
    public static Outcome.Compared compared(String body) {
        JsonObject response = parse(body);
        return new Outcome.Compared(
                response.getJsonArray("images").getValuesAs(EngineResponse::imageEstimate),
                response.getJsonArray("pairs").getValuesAs(EngineResponse::pairEstimate),
                model(response));
    }

    private static ImageEstimate imageEstimate(JsonValue value) {
        JsonObject image = value.asJsonObject();
        JsonArray interval = image.getJsonArray("interval");
        return new ImageEstimate(
                number(image, "score"),
                interval.getJsonNumber(0).doubleValue(),
                interval.getJsonNumber(1).doubleValue(),
                new ImageFeatures(image.getString("features")));
    }

    private static PairEstimate pairEstimate(JsonValue value) {
        JsonObject pair = value.asJsonObject();
        JsonArray interval = pair.getJsonArray("interval");
        return new PairEstimate(
                pair.getInt("first"),
                pair.getInt("second"),
                number(pair, "difference"),
                interval.getJsonNumber(0).doubleValue(),
                interval.getJsonNumber(1).doubleValue(),
                number(pair, "probability"));
    }

    /**
     * The scored variants in the body of a successful response.
     *
     * @throws jakarta.json.JsonException if the body is not JSON
     * @throws RuntimeException if the body is not the engine's
     */
    public static Outcome.VariantsScored variants(String body) {
        JsonObject response = parse(body);
        return new Outcome.VariantsScored(
                number(response, "score"),
                response.getJsonArray("variants").getValuesAs(EngineResponse::variantEstimate),
                model(response));
    }

    private static Optional<VariantEstimate> variantEstimate(JsonValue value) {
        JsonObject variant = value.asJsonObject();
        if (!variant.containsKey("score")) {
            return Optional.empty();
        }
        JsonArray interval = variant.getJsonArray("interval");
        JsonArray difference = variant.getJsonArray("differenceInterval");
        return Optional.of(new VariantEstimate(
                number(variant, "score"),
                interval.getJsonNumber(0).doubleValue(),
                interval.getJsonNumber(1).doubleValue(),
                number(variant, "difference"),
                difference.getJsonNumber(0).doubleValue(),
                difference.getJsonNumber(1).doubleValue(),
                number(variant, "probability")));
    }

    private static Outcome.HeatmapComputed heatmap(String body, int millis) {
        JsonObject response = parse(body);
        return new Outcome.HeatmapComputed(grid(response), millis);
    }

    /** The rejection in a problem document that says that the image cannot be analysed. */
    public static Outcome.Rejected rejected(String body) {
        JsonObject problem = parse(body);
        return new Outcome.Rejected(
                problem.getString("code"),
                problem.getString("detail", "The image cannot be analysed."),
                problem.getBoolean("otherBackendMayAccept", false));
    }

    private static Model model(JsonObject response) {
        JsonObject model = response.getJsonObject("model");
        return new Model(model.getString("name"), model.getString("version"));
    }

    private static HeatmapGrid grid(JsonObject response) {
        JsonObject heatmap = response.getJsonObject("heatmap");
        int rows = heatmap.getInt("rows");
        int columns = heatmap.getInt("columns");
        float[] cells = new float[rows * columns];
        JsonArray values = heatmap.getJsonArray("values");
        for (int row = 0; row < rows; row++) {
            JsonArray rowValues = values.getJsonArray(row);
            for (int column = 0; column < columns; column++) {
                cells[row * columns + column] =
                        (float) rowValues.getJsonNumber(column).doubleValue();
            }
        }
        HeatmapKind kind = HeatmapKind.valueOf(heatmap.getString("kind").toUpperCase(Locale.ROOT));
        JsonNumber bias = heatmap.getJsonNumber("bias");
        return new HeatmapGrid(kind, rows, columns, cells, bias == null ? 0 : (float) bias.doubleValue());
    }

    private static double number(JsonObject response, String name) {
        return response.getJsonNumber(name).doubleValue();
    }

    private static JsonObject parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }
}
