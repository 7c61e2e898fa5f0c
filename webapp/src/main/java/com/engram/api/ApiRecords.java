package com.engram.api;

import com.github.therapi.runtimejavadoc.ClassJavadoc;
import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentElement;
import com.github.therapi.runtimejavadoc.CommentText;
import com.github.therapi.runtimejavadoc.InlineLink;
import com.github.therapi.runtimejavadoc.InlineTag;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The records that are bodies of requests and responses, with their Javadoc. The build keeps the Javadoc of the classes as
 * resources, and lists these in {@code META-INF/api-records.txt}.
 */
final class ApiRecords {

    private static final String INDEX = "META-INF/api-records.txt";
    private static final String SUFFIX = "__Javadoc.json";
    private static final String PAGE = "ApiPage";

    /** By the name of the schema. A name that two records have is absent: its schema cannot be told apart. */
    private final Map<String, Optional<ApiRecord>> records = new HashMap<>();

    /**
     * A record.
     *
     * @param text what the record is, in Markdown; empty without Javadoc
     * @param fields its fields, by their names in JSON
     */
    record ApiRecord(String text, Map<String, Field> fields) {}

    /**
     * A field of a record.
     *
     * @param text what the field means, in Markdown; empty without Javadoc
     * @param nullable whether it can be null
     * @param omitted whether it is absent instead of null
     */
    record Field(String text, boolean nullable, boolean omitted) {}

    private ApiRecords() {}

    /** Reads the records that the build has listed. */
    static ApiRecords load() {
        ApiRecords records = new ApiRecords();
        ClassLoader loader = ApiRecords.class.getClassLoader();
        try (InputStream index = loader.getResourceAsStream(INDEX)) {
            if (index == null) {
                throw new IllegalStateException(INDEX + " is missing.");
            }
            new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> line.endsWith(SUFFIX))
                    .map(line -> line.substring(0, line.length() - SUFFIX.length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .forEach(name -> records.add(name, loader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private void add(String name, ClassLoader loader) {
        Class<?> type;
        try {
            type = Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException(INDEX + " lists " + name + ", which cannot be loaded.", e);
        }
        if (type.isRecord()) {
            Schema schema = type.getAnnotation(Schema.class);
            String schemaName = schema == null || schema.name().isEmpty() ? type.getSimpleName() : schema.name();
            records.merge(schemaName, Optional.of(read(type)), (first, second) -> Optional.empty());
        }
    }

    /** The record of a schema. Every {@code ApiPage<X>} has a schema of its own. */
    Optional<ApiRecord> findRecord(String schema) {
        String name = schema.startsWith(PAGE) ? PAGE : schema;
        return records.getOrDefault(name, Optional.empty());
    }

    private static ApiRecord read(Class<?> type) {
        ClassJavadoc javadoc = RuntimeJavadoc.getJavadoc(type);
        Map<String, String> texts = javadoc.getRecordComponents().stream()
                .collect(Collectors.toMap(each -> each.getName(), each -> sentence(each.getComment()), (a, b) -> a));
        JsonbNillable nillable = type.getAnnotation(JsonbNillable.class);
        boolean omitted = nillable != null && !nillable.value();
        Map<String, Field> fields = new LinkedHashMap<>();
        Arrays.stream(type.getRecordComponents())
                .forEach(component -> fields.put(
                        jsonName(type, component),
                        field(component, texts.getOrDefault(component.getName(), ""), omitted)));
        return new ApiRecord(markdown(javadoc.getComment()), fields);
    }

    private static Field field(RecordComponent component, String text, boolean omitted) {
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return new Field(text, nullable && !omitted, nullable && omitted);
    }

    private static String jsonName(Class<?> type, RecordComponent component) {
        JsonbProperty property = component.getAccessor().getAnnotation(JsonbProperty.class);
        if (property == null) {
            try {
                property = type.getDeclaredField(component.getName()).getAnnotation(JsonbProperty.class);
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(e);
            }
        }
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }

    private static String sentence(Comment comment) {
        String text = markdown(comment);
        if (text.isEmpty()) {
            return text;
        }
        String closed = text.matches("(?s).*[.!?]") ? text : text + ".";
        return closed.substring(0, 1).toUpperCase(Locale.ROOT) + closed.substring(1);
    }

    private static String markdown(Comment comment) {
        StringBuilder text = new StringBuilder();
        for (CommentElement element : comment) {
            if (element instanceof CommentText plain) {
                text.append(plain.getValue());
            } else if (element instanceof InlineTag tag) {
                text.append('`').append(tag.getValue().trim()).append('`');
            } else if (element instanceof InlineLink link) {
                text.append(link.getLink().getLabel());
            }
        }
        return text.toString().replaceAll("<[^>]+>", "").replaceAll("\\s+", " ").trim();
    }
}
