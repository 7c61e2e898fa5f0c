package com.engram.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonDocumentsTest {

    private static final String DOCUMENT =
            "{\"name\": \"a\\u00e9\", \"count\": 12, \"heatmap\": true, \"ids\": [\"x\", null], \"inner\": {\"ratio\": 0.5}}";

    /** A request as the endpoints declare them. */
    public record Sample(
            @Nullable String name,
            @Nullable Integer count,
            @Nullable Boolean heatmap,
            @Nullable List<@Nullable String> ids,
            @Nullable Inner inner) {}

    /** A nested object. */
    public record Inner(@Nullable Double ratio) {}

    @Test
    void a_document_becomes_a_record() throws JsonDocuments.InvalidJsonException {
        assertThat(read(DOCUMENT)).isEqualTo(new Sample("aé", 12, true, Arrays.asList("x", null), new Inner(0.5)));
    }

    @Test
    void an_empty_body_and_null_are_no_object() throws JsonDocuments.InvalidJsonException {
        assertThat(read("")).isNull();
        assertThat(read("null")).isNull();
        assertThat(JsonDocuments.read(JsonObject.class, "null".getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    @Test
    void a_document_cut_off_anywhere_is_refused_at_once() {
        for (String document : List.of(DOCUMENT, "{\"z\":{\"a\":{}}}", "{\"z\":[[1,2],{\"a\":null}]}")) {
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            for (int length = 1; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                for (Class<?> type : List.of(Sample.class, JsonObject.class)) {
                    assertTimeoutPreemptively(
                            Duration.ofSeconds(5),
                            () -> assertThatExceptionOfType(JsonDocuments.InvalidJsonException.class)
                                    .as(new String(cut, StandardCharsets.UTF_8))
                                    .isThrownBy(() -> JsonDocuments.read(type, cut)));
                }
            }
        }
    }

    @Test
    void a_wrong_field_is_named_by_its_pointer() {
        assertRefused("{\"count\": \"12\"}", "/count");
        assertRefused("{\"count\": 1.5}", "/count");
        assertRefused("{\"count\": 99999999999}", "/count");
        assertRefused("{\"name\": 5}", "/name");
        assertRefused("{\"name\": true}", "/name");
        assertRefused("{\"name\": {}}", "/name");
        assertRefused("{\"heatmap\": \"true\"}", "/heatmap");
        assertRefused("{\"heatmap\": 1}", "/heatmap");
        assertRefused("{\"ids\": {}}", "/ids");
        assertRefused("{\"ids\": [\"x\", 3]}", "/ids/1");
        assertRefused("{\"inner\": []}", "/inner");
        assertRefused("{\"inner\": {\"ratio\": []}}", "/inner/ratio");
        assertRefused("{\"unknown/~\": 1}", "/unknown~1~0");
        assertRefused("{\"inner\": {\"unknown\": 1}}", "/inner/unknown");
        assertRefused("[]", "");
        assertRefused("\"text\"", "");
    }

    @Test
    void text_that_the_database_cannot_store_is_refused() {
        assertRefused("{\"name\": \"a\\u0000b\"}", "/name");
        assertRefused("{\"ids\": [\"\\u0000\"]}", "/ids/0");
        assertRefused("{\"name\": \"\\ud800\"}", "/name");
        assertThatExceptionOfType(JsonDocuments.InvalidJsonException.class)
                .isThrownBy(() -> JsonDocuments.read(
                        JsonObject.class, "{\"a\": {\"b\": \"\\u0000\"}}".getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.pointer()).isEqualTo("/a/b"));
    }

    @Test
    void text_after_the_document_and_duplicate_fields_are_refused() {
        assertRefused("{} {}", "");
        assertRefused("{}x", "");
        assertRefused("{\"name\": \"a\", \"name\": \"b\"}", "/name");
        assertRefused("{'name': 'a'}", "");
        assertRefused("{\"count\": NaN}", "/count");
    }

    @Test
    void depth_and_length_are_limited() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            String number = "{\"count\": 1" + "0".repeat(100_000) + "}";
            String name = "{\"" + "a".repeat(100_000) + "\": 1}";
            for (String vast :
                    List.of("[".repeat(100_000), "{\"a\":".repeat(100_000), "{\"ids\":[".repeat(9_000), number, name)) {
                assertThatExceptionOfType(JsonDocuments.InvalidJsonException.class)
                        .isThrownBy(() -> read(vast));
            }
        });
    }

    @Test
    void a_body_that_is_not_unicode_is_refused() {
        byte[] latin1 = "{\"name\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(JsonDocuments.InvalidJsonException.class)
                .isThrownBy(() -> JsonDocuments.read(Sample.class, latin1));
    }

    @Test
    void an_object_tells_null_from_absent() throws JsonDocuments.InvalidJsonException {
        JsonObject object = (JsonObject) JsonDocuments.read(
                JsonObject.class, "{\"a\": null, \"b\": [1, {\"c\": false}]}".getBytes(StandardCharsets.UTF_8));
        assertThat(object).containsEntry("a", JsonValue.NULL).doesNotContainKey("z");
        assertThat(object).hasToString("{\"a\":null,\"b\":[1,{\"c\":false}]}");
    }

    private static @Nullable Object read(String json) throws JsonDocuments.InvalidJsonException {
        return JsonDocuments.read(Sample.class, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String json, String pointer) {
        assertThatExceptionOfType(JsonDocuments.InvalidJsonException.class)
                .as(json)
                .isThrownBy(() -> read(json))
                .satisfies(e -> assertThat(e.pointer()).as(json).isEqualTo(pointer));
    }
}
