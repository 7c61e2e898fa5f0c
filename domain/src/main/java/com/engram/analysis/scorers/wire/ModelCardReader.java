package com.engram.analysis.scorers.wire;

import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.ServedModel;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

/** Reads the models of an engine. */
public final class ModelCardReader {

    private ModelCardReader() {}

    /**
     * The models in the response to {@code GET /model-card}, in its order: the active one first.
     *
     * @throws RuntimeException if the body is not the engine's
     */
    public static List<ServedModel> parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject().getJsonArray("models").getValuesAs(ModelCardReader::model);
        }
    }

    private static ServedModel model(JsonValue value) {
        JsonObject card = value.asJsonObject();
        return new ServedModel(
                new Model(card.getString("name"), card.getString("version")),
                card.getBoolean("active", false),
                card.getString("architecture", ""),
                termsOf(card));
    }

    /** What the card of the training says about the use of the weights. */
    private static Optional<String> termsOf(JsonObject model) {
        return model.get("card") instanceof JsonObject card
                ? Optional.of(card.getString("terms", "").strip()).filter(terms -> !terms.isEmpty())
                : Optional.empty();
    }
}
