package com.engram.web.json;

import com.engram.web.StorableText;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;

/** Turns a document that Jackson has read into the JSON objects of Jakarta, for endpoints that tell null from absent. */
final class JsonObjects {

    private JsonObjects() {}

    /**
     * The object of a document.
     *
     * @throws JsonMappingException if the document is not an object, or has a text that the database cannot store
     */
    static JsonObject of(JsonNode document) throws JsonMappingException {
        if (!document.isObject()) {
            throw MismatchedInputException.from((JsonParser) null, JsonObject.class, "The document is not an object");
        }
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (Map.Entry<String, JsonNode> field : document.properties()) {
            try {
                object.add(storable(field.getKey()), value(field.getValue()));
            } catch (JsonMappingException e) {
                e.prependPath(document, field.getKey());
                throw e;
            }
        }
        return object.build();
    }

    private static JsonValue value(JsonNode node) throws JsonMappingException {
        return switch (node.getNodeType()) {
            case OBJECT -> of(node);
            case ARRAY -> array(node);
            case STRING -> Json.createValue(storable(node.textValue()));
            case NUMBER -> Json.createValue(node.decimalValue());
            case BOOLEAN -> node.booleanValue() ? JsonValue.TRUE : JsonValue.FALSE;
            default -> JsonValue.NULL;
        };
    }

    private static JsonValue array(JsonNode node) throws JsonMappingException {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (JsonNode item : node) {
            array.add(value(item));
        }
        return array.build();
    }

    private static String storable(String text) throws JsonMappingException {
        if (!StorableText.isStorable(text)) {
            throw new JsonTextDeserializer.UnstorableTextException(null);
        }
        return text;
    }
}
