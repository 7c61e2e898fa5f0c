package com.engram.it;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import jakarta.json.JsonObject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documents that the endpoints read, derived from the types that they declare. */
final class JsonBodies {

    private JsonBodies() {}

    /** A document for each endpoint that reads JSON, by the name of its route. */
    static Map<String, String> all() {
        Map<String, String> documents = new TreeMap<>();
        ApplicationClasses.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .forEach(type -> type.getMethods().stream()
                        .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                        .forEach(method -> bodies(method)
                                .forEach(body -> documents.put(Route.nameOf(type, method), document(body.reflect())))));
        return documents;
    }

    /** Where a document can be cut off: after each of its tokens, or after each of its bytes. */
    static List<String> truncations(String document, boolean everywhere) {
        List<String> cut = new ArrayList<>();
        for (int length = 1; length < document.length(); length++) {
            if (everywhere || "{}[]:,\"".indexOf(document.charAt(length - 1)) >= 0) {
                cut.add(document.substring(0, length));
            }
        }
        return cut;
    }

    private static Stream<JavaClass> bodies(JavaMethod method) {
        return method.getParameters().stream()
                .filter(parameter -> parameter.getAnnotations().stream()
                        .noneMatch(
                                annotation -> annotation.getRawType().getName().startsWith("jakarta.ws.rs.")))
                .map(JavaParameter::getRawType)
                .filter(type -> type.isRecord() || type.isEquivalentTo(JsonObject.class));
    }

    private static String document(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type.getRecordComponents())
                        .map(field -> "\"%s\":%s".formatted(field.getName(), value(field)))
                        .collect(Collectors.joining(",", "{\"z\":{\"a\":[1,{\"b\":null}]},", "}"))
                : "{\"z\":{\"a\":[1,{\"b\":null}]},\"name\":\"x\",\"weight\":1}";
    }

    private static String value(RecordComponent field) {
        Class<?> type = field.getType();
        if (type == String.class) {
            return "\"x\"";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true";
        }
        if (List.class.isAssignableFrom(type)) {
            return "[\"x\",null]";
        }
        return type.isRecord() ? document(type) : "1";
    }
}
