package com.engram.it;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the description of the API leaves unexplained. */
final class ApiDescriptionGaps {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final List<String> gaps = new ArrayList<>();

    private ApiDescriptionGaps() {}

    /**
     * Operations, parameters, fields and events without a description, parameters without an example, successes without a
     * schema, and schemas whose name was numbered because another record has it; {@code @Schema(name)} gives those a name.
     */
    static List<String> findGaps(JsonObject api) {
        ApiDescriptionGaps found = new ApiDescriptionGaps();
        found.checkPaths(api.getJsonObject("paths"));
        found.checkPaths(api.getJsonObject("webhooks"));
        JsonObject components = api.getJsonObject("components");
        components.getJsonObject("parameters").forEach((name, parameter) -> found.checkParameter(name, parameter));
        components.getJsonObject("schemas").forEach((name, schema) -> found.checkSchema(name, schema.asJsonObject()));
        return found.gaps;
    }

    private void checkPaths(JsonObject paths) {
        paths.forEach((path, item) -> item.asJsonObject().entrySet().stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .forEach(entry -> checkOperation(
                        entry.getKey() + " " + path, entry.getValue().asJsonObject())));
    }

    private void checkOperation(String name, JsonObject operation) {
        requireDescription(name, operation);
        if (operation.containsKey("parameters")) {
            operation.getJsonArray("parameters").forEach(parameter -> checkParameter(name, parameter));
        }
        for (Map.Entry<String, JsonValue> response :
                operation.getJsonObject("responses").entrySet()) {
            String status = response.getKey();
            JsonObject body = response.getValue().asJsonObject().getJsonObject("content");
            boolean needsSchema = status.startsWith("2") && !status.equals("204") && !status.equals("2XX");
            if (needsSchema
                    && (body == null
                            || body.values().stream()
                                    .anyMatch(type -> !type.asJsonObject().containsKey("schema")))) {
                gaps.add(name + ": " + status + " has no schema");
            }
        }
    }

    private void checkParameter(String where, JsonValue value) {
        JsonObject parameter = value.asJsonObject();
        if (parameter.containsKey("$ref")) {
            return;
        }
        String name = where + ": parameter " + parameter.getString("name");
        requireDescription(name, parameter);
        if (!parameter.containsKey("example") && !parameter.containsKey("examples")) {
            gaps.add(name + " has no example");
        }
    }

    private void checkSchema(String name, JsonObject schema) {
        if (name.matches(".*[0-9]")) {
            gaps.add(name + ": another record has this name");
        }
        requireDescription(name, schema);
        if (schema.containsKey("properties")) {
            schema.getJsonObject("properties")
                    .forEach((field, property) -> requireDescription(name + "." + field, property.asJsonObject()));
        }
    }

    private void requireDescription(String name, JsonObject described) {
        if (described.getString("description", "").isBlank()) {
            gaps.add(name + " has no description");
        }
    }
}
