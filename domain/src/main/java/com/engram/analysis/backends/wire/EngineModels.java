package com.engram.analysis.backends.wire;

import com.engram.analysis.backends.Model;
import com.engram.analysis.backends.Scorer.Served;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;

/** Reads what an engine says of its models. */
public final class EngineModels {

    private EngineModels() {}

    /**
     * The models of an answer to {@code GET /model-card}, the active one first.
     *
     * @throws RuntimeException if this is not the engine's
     */
    public static List<Served> models(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject().getJsonArray("models").getValuesAs(EngineModels::model);
        }
    }

    private static Served model(JsonValue value) {
        JsonObject card = value.asJsonObject();
        return new Served(
                new Model(card.getString("name"), card.getString("version")),
                card.getBoolean("active", false),
                card.getString("architecture", ""));
    }
}
