package com.engram.cloud;

import java.util.List;
import java.util.Map;
import software.constructs.Node;

/** A group of values in the context of {@code cdk.json}. Each access fails with the name of a value that is missing. */
record ContextValues(String path, Map<?, ?> values) {

    static ContextValues of(Node node, String name) {
        if (node.tryGetContext(name) instanceof Map<?, ?> values) {
            return new ContextValues(name, values);
        }
        throw new IllegalArgumentException("The context of cdk.json has no group " + name + ".");
    }

    ContextValues group(String name) {
        return new ContextValues(path + "." + name, value(name, Map.class));
    }

    String text(String name) {
        return value(name, String.class);
    }

    boolean flag(String name) {
        return value(name, Boolean.class);
    }

    int number(String name) {
        return value(name, Number.class).intValue();
    }

    List<String> texts(String name) {
        return ((List<?>) value(name, List.class)).stream().map(String::valueOf).toList();
    }

    private <T> T value(String name, Class<T> type) {
        Object found = values.get(name);
        if (!type.isInstance(found)) {
            throw new IllegalArgumentException(
                    "cdk.json: %s.%s must be a %s, not %s.".formatted(path, name, type.getSimpleName(), found));
        }
        return type.cast(found);
    }
}
