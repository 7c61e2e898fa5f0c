package com.engram.it;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Generates requests from the description of the API: most follow it, and in the others one or several values are wrong. The
 * same seed gives the same requests, except for ids.
 */
final class RequestGenerator {

    /** Names of path parameters and fields that hold an id, with what to put there. */
    private static final Map<String, Route.Id> IDS = Map.of(
            "imageId", Route.Id.IMAGE,
            "imageIds", Route.Id.IMAGE,
            "analysisId", Route.Id.FAILED_ANALYSIS,
            "projectId", Route.Id.PROJECT,
            "batchId", Route.Id.BATCH,
            "tenant", Route.Id.TENANT,
            "code", Route.Id.PLAN);

    private static final Map<String, Route.Id> IDS_OF_PATHS = Map.ofEntries(
            Map.entry("images", Route.Id.IMAGE),
            Map.entry("analyses", Route.Id.ANALYSIS),
            Map.entry("batches", Route.Id.BATCH),
            Map.entry("projects", Route.Id.PROJECT),
            Map.entry("exports", Route.Id.EXPORT),
            Map.entry("reality-checks", Route.Id.CAMPAIGN),
            Map.entry("shares", Route.Id.SHARE),
            Map.entry("comparisons", Route.Id.COMPARISON),
            Map.entry("what-ifs", Route.Id.WHAT_IF),
            Map.entry("webhook-endpoints", Route.Id.WEBHOOK),
            Map.entry("tenants", Route.Id.TENANT),
            Map.entry("plans", Route.Id.PLAN));

    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "null",
            "true",
            "-1",
            "0",
            "1e999",
            "NaN",
            "9".repeat(40),
            "'; drop table image; --",
            "../../etc/passwd",
            "a\u0000b",
            "\u202Etxt.exe",
            "\uD83D\uDDBC\uFE0F äöü 中文",
            "\n\r\t",
            "%",
            "_",
            "&=#?",
            "z".repeat(300),
            "z".repeat(20_000),
            "2026-02-30",
            "+100000000-01-01T00:00:00Z",
            "http://169.254.169.254/latest/",
            "https://example.com/",
            "image/png",
            "{}",
            "[]");

    private static final List<String> ODD_NUMBERS =
            List.of("0", "-1", "1", "100", "101", "2147483648", "9223372036854775808", "1.5", "-0.0", "1e308", "1E400");

    private final Random random;
    private final JsonObject schemas;
    private final TestAccount tenant;
    private final TestAccount customerOfOperator;
    private final Map<String, List<String>> ids = new HashMap<>();

    /** @param customerOfOperator the account that the operator changes; it may be suspended */
    RequestGenerator(Random random, JsonObject api, TestAccount tenant, TestAccount customerOfOperator) {
        this.random = random;
        this.schemas = api.getJsonObject("components").getJsonObject("schemas");
        this.tenant = tenant;
        this.customerOfOperator = customerOfOperator;
    }

    /** An operation of the API. */
    record Operation(String method, String path, JsonObject description) {

        static List<Operation> allOf(JsonObject api) {
            List<Operation> operations = new ArrayList<>();
            api.getJsonObject("paths")
                    .forEach((path, item) -> item.asJsonObject().forEach((method, operation) -> {
                        if (operation.getValueType() == JsonValue.ValueType.OBJECT) {
                            operations.add(
                                    new Operation(method.toUpperCase(Locale.ROOT), path, operation.asJsonObject()));
                        }
                    }));
            return operations;
        }

        boolean isForOperator() {
            return path.startsWith("/api/v1/admin/");
        }

        Set<String> statuses() {
            return description.getJsonObject("responses").keySet();
        }

        String name() {
            return method + " " + path;
        }
    }

    /** A request for an operation, with the key that it needs, or seldom with another one. */
    HttpRequest next(Operation operation) throws SQLException {
        String path = path(operation);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(TestEnvironment.server() + path + query(operation)));
        request.header("Authorization", "Bearer " + key(operation.isForOperator()));
        if (is(0.1)) {
            request.header(
                    "Accept",
                    oneOf(List.of(
                            "application/json", "image/png", "text/html", "application/xml", "*/*;q=0", "text/csv")));
        }
        if (operation.method().equals("POST") && is(0.2)) {
            request.header("Idempotency-Key", "generated-" + random.nextInt(50));
        }
        if (is(0.05)) {
            request.header("Prefer", oneOf(List.of("wait=0", "wait=-1", "wait=x", "respond-async")));
        }
        return body(operation, request).build();
    }

    private String key(boolean isOperator) {
        if (is(0.02)) {
            return oneOf(List.of("none", "eng_live_00000000_" + "x".repeat(40), "eng_test_", "\u00e4"));
        }
        return isOperator != is(0.01)
                ? TestEnvironment.OPERATOR_KEY
                : tenant.client().key();
    }

    private String path(Operation operation) throws SQLException {
        String[] segments = operation.path().split("/");
        for (int i = 1; i < segments.length; i++) {
            if (segments[i].startsWith("{")) {
                Route.Id kind = IDS_OF_PATHS.get(segments[i - 1]);
                boolean isOwn = kind != null && is(0.8);
                String value = isOwn ? id(kind, operation.isForOperator()) : oddSegment(kind);
                segments[i] = encode(value);
            }
        }
        return String.join("/", segments);
    }

    private String oddSegment(Route.Id kind) {
        String value = kind != null && is(0.5) ? TestAccount.unknown(kind) : oneOf(ODD_TEXTS);
        // An empty segment, or dots, name another path. Liberty itself answers a path with control characters (decision
        // 305).
        boolean isOfAnotherPath = value.isBlank() || value.contains("..");
        boolean hasControlCharacters = value.chars().anyMatch(Character::isISOControl);
        return isOfAnotherPath || hasControlCharacters || value.length() > 1_000 ? "none" : value;
    }

    private String query(Operation operation) throws SQLException {
        List<String> fields = new ArrayList<>();
        for (JsonObject parameter : parameters(operation)) {
            if (parameter.getString("in", "").equals("query") && is(0.5)) {
                String name = parameter.getString("name");
                fields.add(encode(name) + "=" + encode(queryValue(operation, name, parameter)));
            }
        }
        if (is(0.03)) {
            fields.add(encode(oneOf(ODD_TEXTS)) + "=" + encode(shorter(oneOf(ODD_TEXTS))));
        }
        return fields.isEmpty() ? "" : "?" + String.join("&", fields);
    }

    private String queryValue(Operation operation, String name, JsonObject parameter) throws SQLException {
        if (is(0.4)) {
            return shorter(oneOf(ODD_TEXTS));
        }
        if (IDS.containsKey(name)) {
            return id(IDS.get(name), operation.isForOperator());
        }
        return switch (name) {
            case "sort" -> oneOf(List.of("createdAt", "-createdAt", "score", "-score"));
            case "limit" -> oneOf(List.of("1", "20", "100", "0", "101"));
            case "minScore", "maxScore" -> oneOf(List.of("0", "0.5", "1", "-0", "1.01"));
            case "kind" -> oneOf(List.of("deep", "decomposition"));
            case "month" -> oneOf(List.of("2026-11", "0000-01", "999999999-12"));
            default ->
                value(parameter.getJsonObject("schema"), name, operation, 0)
                        .toString()
                        .replace("\"", "");
        };
    }

    private HttpRequest.Builder body(Operation operation, HttpRequest.Builder request) throws SQLException {
        JsonObject body = operation.description().getJsonObject("requestBody");
        if (body == null) {
            return request.method(
                    operation.method(), is(0.05) ? BodyPublishers.ofString("{\"a\":1}") : BodyPublishers.noBody());
        }
        JsonObject content = body.getJsonObject("content");
        String type = oneOf(List.copyOf(content.keySet()));
        if (is(0.03)) {
            type = oneOf(List.of(
                    "text/plain",
                    "application/xml",
                    "application/x-www-form-urlencoded",
                    "garbage",
                    "application/json; charset=x"));
        }
        if (type.startsWith("multipart/")) {
            return request.header("Content-Type", "multipart/form-data; boundary=x")
                    .method(operation.method(), BodyPublishers.ofByteArray(multipart()));
        }
        JsonObject described = content.values().iterator().next().asJsonObject();
        JsonObject schema = described.getJsonObject("schema");
        String text = schema == null ? "{}" : value(schema, "", operation, 0).toString();
        if (is(0.05)) {
            text = text.substring(0, random.nextInt(text.length() + 1)) + (is(0.3) ? oneOf(ODD_TEXTS) : "");
        }
        return request.header("Content-Type", type).method(operation.method(), BodyPublishers.ofString(text));
    }

    private byte[] multipart() {
        String text =
                "--x\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n%s\r\n--x--\r\n"
                        .formatted(
                                is(0.8) ? "image" : shorter(oneOf(ODD_TEXTS)),
                                is(0.8) ? "a.png" : shorter(oneOf(ODD_TEXTS)).replace("\"", ""),
                                is(0.8) ? "image/png" : oneOf(List.of("text/plain", "garbage", "image/svg+xml")),
                                oneOf(List.of("", "abc", "\u0089PNG\r\n\u001a\n")));
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return is(0.9) ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    /** A value that follows a schema, or seldom does not. */
    private JsonValue value(JsonObject schema, String name, Operation operation, int depth) throws SQLException {
        if (depth > 5 || is(0.08)) {
            return odd();
        }
        if (schema.containsKey("$ref")) {
            String reference = schema.getString("$ref");
            return value(
                    schemas.getJsonObject(reference.substring(reference.lastIndexOf('/') + 1)), name, operation, depth);
        }
        for (String combined : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.containsKey(combined)) {
                JsonArray options = schema.getJsonArray(combined);
                return value(options.getJsonObject(random.nextInt(options.size())), name, operation, depth + 1);
            }
        }
        if (schema.containsKey("enum")) {
            return oneOf(schema.getJsonArray("enum"));
        }
        return switch (type(schema)) {
            case "object" -> object(schema, operation, depth);
            case "array" -> array(schema, name, operation, depth);
            case "integer", "number" -> is(0.7) ? Json.createValue(random.nextInt(200)) : number(oneOf(ODD_NUMBERS));
            // Plans that are for sale would be shown to the customers of other tests.
            case "boolean" -> !name.equals("public") && random.nextBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
            case "null" -> JsonValue.NULL;
            default -> Json.createValue(text(name, operation));
        };
    }

    private JsonObject object(JsonObject schema, Operation operation, int depth) throws SQLException {
        var object = Json.createObjectBuilder();
        if (schema.containsKey("properties")) {
            for (Map.Entry<String, JsonValue> property :
                    schema.getJsonObject("properties").entrySet()) {
                if (is(0.85)) {
                    object.add(
                            property.getKey(),
                            value(property.getValue().asJsonObject(), property.getKey(), operation, depth + 1));
                }
            }
        }
        if (is(0.03)) {
            object.add(oneOf(ODD_TEXTS), odd());
        }
        return object.build();
    }

    private JsonArray array(JsonObject schema, String name, Operation operation, int depth) throws SQLException {
        var array = Json.createArrayBuilder();
        JsonObject items = schema.containsKey("items")
                ? schema.getJsonObject("items")
                : Json.createObjectBuilder().build();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(items, name, operation, depth + 1));
        }
        return array.build();
    }

    private String text(String name, Operation operation) throws SQLException {
        if (is(0.15)) {
            return oneOf(ODD_TEXTS);
        }
        if (IDS.containsKey(name) && !operation.name().equals("POST /api/v1/admin/plans")) {
            return id(IDS.get(name), operation.isForOperator());
        }
        return switch (name) {
            case "code" -> "generated-" + random.nextInt(1_000_000);
            case "url", "imageUrl" -> "https://198.51.100." + random.nextInt(256) + "/a";
            case "contentType" -> "image/png";
            case "ownerEmail", "email" -> "generated" + random.nextInt(1_000) + "@example.com";
            case "plan" -> "free";
            case "currency" -> "EUR";
            case "interval" -> "month";
            case "overage" -> "block";
            case "events" -> "analysis.completed";
            case "issuedOn", "startsOn" -> "2026-11-01";
            case "state" -> oneOf(List.of("open", "paid", "void"));
            case "action" -> oneOf(List.of("retry", "settle"));
            case "hold" -> oneOf(List.of("open", "paused", "draining"));
            default -> "generated " + random.nextInt(1_000);
        };
    }

    private JsonValue odd() {
        return oneOf(List.of(
                JsonValue.NULL,
                JsonValue.TRUE,
                JsonValue.EMPTY_JSON_ARRAY,
                JsonValue.EMPTY_JSON_OBJECT,
                number(oneOf(ODD_NUMBERS)),
                Json.createValue(oneOf(ODD_TEXTS)),
                Json.createArrayBuilder()
                        .add(JsonValue.NULL)
                        .add(oneOf(ODD_TEXTS))
                        .build(),
                Json.createObjectBuilder().add("a", oneOf(ODD_TEXTS)).build()));
    }

    private static JsonValue number(String text) {
        return Json.createValue(new BigDecimal(text));
    }

    private static String type(JsonObject schema) {
        JsonValue type = schema.get("type");
        if (type instanceof JsonString one) {
            return one.getString();
        }
        if (type instanceof JsonArray several) {
            return several.getString(0);
        }
        return schema.containsKey("properties") ? "object" : "string";
    }

    /** One of a few ids of that kind, each of an object of its own. */
    private String id(Route.Id kind, boolean isForOperator) throws SQLException {
        TestAccount owner = isForOperator ? customerOfOperator : tenant;
        if (kind == Route.Id.TENANT) {
            return owner.client().tenant();
        }
        List<String> known = ids.computeIfAbsent(kind + " " + isForOperator, any -> new ArrayList<>());
        if (known.size() < 3 || is(0.1)) {
            known.add(owner.fresh(kind));
        }
        return oneOf(known);
    }

    private List<JsonObject> parameters(Operation operation) {
        JsonArray parameters = operation.description().getJsonArray("parameters");
        return parameters == null
                ? List.of()
                : parameters.stream()
                        .map(JsonValue::asJsonObject)
                        .filter(parameter -> parameter.containsKey("name"))
                        .toList();
    }

    private static String shorter(String text) {
        return text.length() > 1_000 ? text.substring(0, 1_000) : text;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private boolean is(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
