package com.engram.web.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON documents strictly: unknown fields, values of another type, duplicate fields, and text after the document are
 * refused, and the depth of a document and the length of its numbers are limited.
 */
final class JsonDocuments {

    /** No request of the API nests deeper than a list of points in an object. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_NUMBER_LENGTH = 40;
    private static final int MAX_NAME_LENGTH = 256;

    private static final ObjectMapper MAPPER = mapper();

    private JsonDocuments() {}

    /** A text that is not JSON, or not the expected object. The message is for the client. */
    static final class InvalidJsonException extends Exception {

        private static final long serialVersionUID = 1;

        private final String pointer;

        private InvalidJsonException(String pointer, String message, Exception cause) {
            super(message, cause);
            this.pointer = pointer;
        }

        /** The wrong field as a JSON pointer; empty for the whole document. */
        String pointer() {
            return pointer;
        }
    }

    /**
     * Reads a JSON document.
     *
     * @param type a record, or {@link JsonObject} for an object of which null and absent fields differ
     * @return null for an empty text and for the JSON value null
     */
    static @Nullable Object read(Class<?> type, byte[] json) throws InvalidJsonException {
        if (json.length == 0) {
            return null;
        }
        try {
            if (type != JsonObject.class) {
                return MAPPER.readValue(json, type);
            }
            JsonNode document = MAPPER.readTree(json);
            return document.isNull() ? null : JsonObjects.of(document);
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidJsonException(pointer(e.getPath()), "There is no such field. " + knownFields(e), e);
        } catch (MismatchedInputException e) {
            throw new InvalidJsonException(pointer(e.getPath()), expectation(e), e);
        } catch (JsonMappingException e) {
            throw new InvalidJsonException(pointer(e.getPath()), "The value cannot be read.", e);
        } catch (StreamConstraintsException e) {
            throw new InvalidJsonException(
                    "", "The document is nested too deeply, or one of its names or numbers is too long.", e);
        } catch (JsonProcessingException e) {
            throw new InvalidJsonException(pointer(e), "The text is not valid JSON here" + position(e), e);
        } catch (IOException e) {
            throw new InvalidJsonException("", "The text is not valid UTF-8, UTF-16 or UTF-32.", e);
        }
    }

    private static String knownFields(UnrecognizedPropertyException e) {
        Collection<Object> known = e.getKnownPropertyIds();
        return known == null || known.isEmpty()
                ? ""
                : known.stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", ", "Known fields: ", "."));
    }

    private static String expectation(MismatchedInputException e) {
        Class<?> wanted = e.getTargetType();
        if (e instanceof JsonTextDeserializer.UnstorableTextException) {
            return JsonTextDeserializer.RULE;
        }
        if (wanted == null) {
            return "Only one JSON document is expected.";
        }
        if (wanted == String.class) {
            return "A text is expected.";
        }
        if (wanted == Boolean.class || wanted == boolean.class) {
            return "true or false is expected.";
        }
        if (Collection.class.isAssignableFrom(wanted)) {
            return "A list is expected.";
        }
        return Number.class.isAssignableFrom(wanted) || wanted.isPrimitive()
                ? "A number is expected, within the range of its field."
                : "An object is expected.";
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null
                ? "."
                : ": line %d, column %d."
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    /** The place in the document as a JSON pointer, RFC 6901. */
    private static String pointer(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step ->
                        step.getFieldName() == null ? String.valueOf(step.getIndex()) : escape(step.getFieldName()))
                .map(step -> "/" + step)
                .collect(Collectors.joining());
    }

    private static String pointer(JsonProcessingException e) {
        return e.getProcessor() instanceof JsonParser parser
                ? parser.getParsingContext().pathAsPointer().toString()
                : "";
    }

    private static String escape(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }

    private static ObjectMapper mapper() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxNameLength(MAX_NAME_LENGTH)
                .build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(new SimpleModule().addDeserializer(String.class, new JsonTextDeserializer()))
                .build();
    }
}
