package com.engram.analysis.scorers.estimates;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user should know about how an image was read, for example that only the first frame of an animation was scored.
 *
 * @param code stable, for programs; docs/formats.md lists the codes
 * @param detail for the owner of the image
 */
public record ImageWarning(String code, String detail) {

    /** The warnings as a JSON array; null if there are none. */
    public static @Nullable String toJson(List<ImageWarning> warnings) {
        if (warnings.isEmpty()) {
            return null;
        }
        JsonArrayBuilder array = Json.createArrayBuilder();
        warnings.forEach(warning ->
                array.add(Json.createObjectBuilder().add("code", warning.code).add("detail", warning.detail)));
        return array.build().toString();
    }

    /** The warnings in a JSON array; none if it is null. */
    public static List<ImageWarning> ofJson(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return listOf(reader.readArray());
        }
    }

    /** The warnings in a JSON array; none if it is null. */
    public static List<ImageWarning> listOf(@Nullable JsonArray array) {
        return array == null
                ? List.of()
                : array.getValuesAs(JsonObject.class).stream()
                        .map(warning -> new ImageWarning(warning.getString("code"), warning.getString("detail")))
                        .toList();
    }
}
