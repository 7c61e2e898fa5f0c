package com.engram.api;

import com.engram.api.ApiRecords.ApiRecord;
import com.engram.api.ApiRecords.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/**
 * Completes the schemas of the API from the records that they describe: texts from their Javadoc, null where a component is
 * {@code @Nullable}, required fields, formats, and the values of codes. A response contains every field; a request may leave
 * out those that can be null.
 */
final class ApiSchemas {

    private static final String REFERENCE = "#/components/schemas/";

    private final ApiRecords records;
    private final ApiTexts texts;
    private final Map<String, Schema> schemas;
    private final Set<String> sent = new HashSet<>();
    private final Set<String> received = new HashSet<>();
    private final Set<String> bodies = new HashSet<>();

    private ApiSchemas(ApiRecords records, ApiTexts texts, Map<String, Schema> schemas) {
        this.records = records;
        this.texts = texts;
        this.schemas = schemas;
    }

    /** Completes all schemas of a document whose paths are those of the API. */
    static void complete(OpenAPI api, ApiRecords records, ApiTexts texts) {
        Map<String, Schema> all =
                Optional.ofNullable(api.getComponents().getSchemas()).orElse(Map.of());
        ApiSchemas schemas = new ApiSchemas(records, texts, new TreeMap<>(all));
        api.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations().values().forEach(operation -> {
                    if (operation.getRequestBody() != null) {
                        schemas.mark(operation.getRequestBody().getContent(), schemas.sent);
                        operation.getRequestBody().getContent().getMediaTypes().values().stream()
                                .map(type -> type.getSchema() == null
                                        ? null
                                        : type.getSchema().getRef())
                                .filter(Objects::nonNull)
                                .forEach(reference -> schemas.bodies.add(reference.substring(REFERENCE.length())));
                    }
                    operation
                            .getResponses()
                            .getAPIResponses()
                            .values()
                            .forEach(response -> schemas.mark(response.getContent(), schemas.received));
                }));
        api.getComponents()
                .getResponses()
                .values()
                .forEach(response -> schemas.mark(response.getContent(), schemas.received));
        schemas.markWebhooks(api);
        schemas.removeUnused(api);
        schemas.schemas.forEach(schemas::complete);
        schemas.separateRequests(api);
    }

    /** What is sent to a webhook is read by its receiver like a response. */
    private void markWebhooks(OpenAPI api) {
        if (api.getWebhooks() != null) {
            api.getWebhooks().values().stream()
                    .flatMap(item -> item.getOperations().values().stream())
                    .forEach(event -> mark(event.getRequestBody().getContent(), received));
        }
    }

    /** The pages of the portal, which are not described, have schemas too. */
    private void removeUnused(OpenAPI api) {
        schemas.keySet()
                .retainAll(Stream.concat(sent.stream(), received.stream()).collect(Collectors.toSet()));
        api.getComponents().setSchemas(schemas);
    }

    /**
     * Gives a body that is a response as well, such as a plan, a schema of its own for requests, in which every field may be
     * absent: a change sends only the fields that change.
     */
    private void separateRequests(OpenAPI api) {
        api.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .filter(operation -> operation.getRequestBody() != null)
                .flatMap(operation -> operation.getRequestBody().getContent().getMediaTypes().values().stream())
                .forEach(type -> {
                    String reference =
                            type.getSchema() == null ? null : type.getSchema().getRef();
                    if (reference != null && received.contains(reference.substring(REFERENCE.length()))) {
                        type.setSchema(
                                OASFactory.createSchema().ref(request(api, reference.substring(REFERENCE.length()))));
                    }
                });
    }

    private String request(OpenAPI api, String name) {
        String copy = name.replaceFirst("Json$", "") + "Request";
        Schema original = schemas.get(name);
        if (original != null && !schemas.containsKey(copy)) {
            schemas.put(
                    copy,
                    OASFactory.createSchema()
                            .type(original.getType())
                            .description(original.getDescription())
                            .properties(original.getProperties()));
            api.getComponents().setSchemas(schemas);
        }
        return REFERENCE + copy;
    }

    /** Notes which schemas a body refers to, directly or through others. */
    private void mark(@Nullable Content content, Set<String> reached) {
        if (content != null) {
            content.getMediaTypes().values().forEach(type -> mark(type.getSchema(), reached));
        }
    }

    private void mark(@Nullable Schema schema, Set<String> reached) {
        if (schema == null) {
            return;
        }
        String reference = schema.getRef();
        if (reference != null && reference.startsWith(REFERENCE)) {
            String name = reference.substring(REFERENCE.length());
            if (reached.add(name)) {
                mark(schemas.get(name), reached);
            }
        }
        mark(schema.getItems(), reached);
        mark(schema.getAdditionalPropertiesSchema(), reached);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> mark(property, reached));
        }
        for (List<Schema> options : parts(schema)) {
            options.forEach(option -> mark(option, reached));
        }
    }

    private static List<List<Schema>> parts(Schema schema) {
        return Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .toList();
    }

    private void complete(String name, Schema schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        Optional<ApiRecord> found = records.findRecord(name);
        found.map(ApiRecord::text)
                .filter(text -> schema.getDescription() == null && !text.isEmpty())
                .ifPresent(schema::setDescription);
        List<String> required =
                schema.getRequired() == null ? new ArrayList<>() : new ArrayList<>(schema.getRequired());
        Map<String, Schema> completed = new LinkedHashMap<>();
        properties.forEach((key, property) -> {
            Optional<Field> field = found.map(record -> record.fields().get(key));
            if (found.isPresent() && field.isEmpty()) {
                // A method such as isComplete() looks like a property to Liberty.
                return;
            }
            // An annotation that requires a field has decided about null too.
            boolean nullable =
                    !required.contains(key) && field.map(Field::nullable).orElse(false);
            boolean mayBeAbsent = field.map(Field::omitted).orElse(false)
                    || (!received.contains(name) || isPartOfRequest(name)) && nullable;
            if (field.isPresent() && !mayBeAbsent && !required.contains(key)) {
                required.add(key);
            }
            completed.put(
                    key, complete(name, key, property, field.map(Field::text).orElse(""), nullable));
        });
        schema.setProperties(completed);
        if (!required.isEmpty()) {
            schema.setRequired(required);
        }
    }

    /** Whether clients send it within another body; then fields that can be null may be absent. */
    private boolean isPartOfRequest(String name) {
        return sent.contains(name) && !bodies.contains(name);
    }

    private Schema complete(String name, String key, Schema property, String javadoc, boolean nullable) {
        if (property.getDescription() == null) {
            Optional.of(javadoc)
                    .filter(text -> !text.isEmpty())
                    .or(() -> texts.findText(name + "." + key))
                    .or(() -> texts.findText(key))
                    .ifPresent(property::setDescription);
        }
        if (property.getRef() == null && property.getExamples() == null && property.getExample() == null) {
            texts.findText(name + "." + key + ".example")
                    .or(() -> texts.findText(key + ".example"))
                    .flatMap(example -> example(property, example))
                    .ifPresent(example -> property.setExamples(List.of(example)));
        }
        Schema values = property.getItems() == null ? property : property.getItems();
        List<String> codes = FieldCodes.FIELDS.get(name + "." + key);
        if (codes != null && values.getEnumeration() == null) {
            List<@Nullable Object> enumeration = new ArrayList<>(codes);
            if (nullable && values == property) {
                enumeration.add(null);
            }
            values.setEnumeration(enumeration);
        }
        if (isText(property) && property.getFormat() == null) {
            format(key).ifPresent(property::setFormat);
        }
        return nullable ? nullable(property) : property;
    }

    /** The example in the type of the schema; empty if the schema has another type. */
    private static Optional<Object> example(Schema schema, String example) {
        if (isText(schema)) {
            return Optional.of(example);
        }
        List<SchemaType> types = schema.getType() == null ? List.of() : schema.getType();
        boolean isNumber = example.matches("-?[0-9]+([.][0-9]+)?");
        return isNumber && (types.contains(SchemaType.NUMBER) || types.contains(SchemaType.INTEGER))
                ? Optional.of(new BigDecimal(example))
                : Optional.empty();
    }

    private static boolean isText(Schema schema) {
        return schema.getType() != null && schema.getType().contains(SchemaType.STRING);
    }

    private static Optional<String> format(String key) {
        if (key.endsWith("At")) {
            return Optional.of("date-time");
        }
        if (key.endsWith("On") || key.equals("periodStart")) {
            return Optional.of("date");
        }
        return key.equals("url") || key.endsWith("Url") ? Optional.of("uri-reference") : Optional.empty();
    }

    /** The same schema, or null. */
    private static Schema nullable(Schema property) {
        if (property.getRef() != null) {
            String description = property.getDescription();
            property.setDescription(null);
            return OASFactory.createSchema()
                    .description(description)
                    .anyOf(List.of(property, OASFactory.createSchema().type(List.of(SchemaType.NULL))));
        }
        if (property.getType() != null && !property.getType().contains(SchemaType.NULL)) {
            List<SchemaType> types = new ArrayList<>(property.getType());
            types.add(SchemaType.NULL);
            property.setType(types);
        }
        return property;
    }
}
