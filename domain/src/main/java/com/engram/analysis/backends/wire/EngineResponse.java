package com.engram.analysis.backends.wire;

import com.engram.analysis.backends.HeatmapGrid;
import com.engram.analysis.backends.HeatmapKind;
import com.engram.analysis.backends.ImageProperties;
import com.engram.analysis.backends.Model;
import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Score;
import com.engram.analysis.backends.Task;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Locale;

/** Reads the engine's JSON; golden files in the engine's resources hold both sides to it. */
public final class EngineResponse {

    private EngineResponse() {}

    /**
     * What an engine found.
     *
     * @param millis how long it took
     * @throws jakarta.json.JsonException if this is not JSON; other runtime exceptions if it is not the engine's
     */
    public static Outcome found(Task task, String body, int millis) {
        return task == Task.SCORE ? scored(body, millis) : mapped(body, millis);
    }

    /** Whether the body is a problem document, and the status in it; 0 if it is an answer. */
    public static int problemStatus(String body) {
        JsonObject answer = parse(body);
        return answer.containsKey("code") ? answer.getInt("status", 500) : 0;
    }

    private static Outcome.Scored scored(String body, int millis) {
        JsonObject answer = parse(body);
        JsonArray interval = answer.getJsonArray("interval");
        Score score = new Score(
                number(answer, "score"),
                interval.getJsonNumber(0).doubleValue(),
                interval.getJsonNumber(1).doubleValue(),
                number(answer, "percentile"),
                answer.getBoolean("outOfDomain"));
        ImageProperties picture = new ImageProperties(
                answer.getString("sha256"),
                answer.getInt("width"),
                answer.getInt("height"),
                answer.getInt("previewWidth"),
                answer.getInt("previewHeight"));
        return new Outcome.Scored(score, picture, model(answer), map(answer), millis);
    }

    private static Outcome.Mapped mapped(String body, int millis) {
        JsonObject answer = parse(body);
        return new Outcome.Mapped(map(answer), millis);
    }

    /** A problem document that says that the picture is at fault. */
    public static Outcome.Rejected rejected(String body) {
        JsonObject problem = parse(body);
        return new Outcome.Rejected(
                problem.getString("code"), problem.getString("detail", "The image cannot be analysed."));
    }

    private static Model model(JsonObject answer) {
        JsonObject model = answer.getJsonObject("model");
        return new Model(model.getString("name"), model.getString("version"));
    }

    private static HeatmapGrid map(JsonObject answer) {
        JsonObject map = answer.getJsonObject("heatmap");
        int rows = map.getInt("rows");
        int columns = map.getInt("columns");
        float[] cells = new float[rows * columns];
        JsonArray values = map.getJsonArray("values");
        for (int row = 0; row < rows; row++) {
            JsonArray line = values.getJsonArray(row);
            for (int column = 0; column < columns; column++) {
                cells[row * columns + column] =
                        (float) line.getJsonNumber(column).doubleValue();
            }
        }
        HeatmapKind kind = HeatmapKind.valueOf(map.getString("kind").toUpperCase(Locale.ROOT));
        JsonNumber bias = map.getJsonNumber("bias");
        return new HeatmapGrid(kind, rows, columns, cells, bias == null ? 0 : (float) bias.doubleValue());
    }

    private static double number(JsonObject answer, String name) {
        return answer.getJsonNumber(name).doubleValue();
    }

    private static JsonObject parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }
}
