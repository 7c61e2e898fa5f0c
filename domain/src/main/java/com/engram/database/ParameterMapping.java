package com.engram.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/** Converts values to parameters where the library does not, or does it in another way. */
final class ParameterMapping {

    private static final double NANOS_PER_SECOND = 1e9;

    /** PostgreSQL's name of an array's elements. */
    private static final Map<Class<?>, String> ELEMENTS = Map.of(
            String.class, "text",
            UUID.class, "uuid",
            Integer.class, "int4",
            Long.class, "int8",
            Double.class, "float8",
            Boolean.class, "bool",
            LocalDate.class, "date",
            Instant.class, "timestamptz");

    private ParameterMapping() {}

    /** The value as the driver or the library takes it. */
    static @Nullable Object toParameter(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return toParameter(optional.orElse(null));
        }
        if (value instanceof Duration duration) {
            return duration.toNanos() / NANOS_PER_SECOND;
        }
        if (value != null && Components.isSingle(value.getClass())) {
            return toParameter(Components.single(value));
        }
        return value instanceof Collection<?> collection ? arrayOf(collection) : value;
    }

    private static Argument arrayOf(Collection<?> collection) {
        List<Object> elements =
                collection.stream().map(ParameterMapping::toElement).toList();
        return (position, statement, context) -> setArray(position, statement, elements);
    }

    private static Object toElement(Object value) {
        Object element = Objects.requireNonNull(toParameter(value), "Null in an array");
        return element instanceof Enum<?> constant ? constant.name() : element;
    }

    private static void setArray(int position, PreparedStatement statement, List<Object> elements) throws SQLException {
        if (elements.isEmpty()) {
            // Of no type, so that PostgreSQL takes the type of what it is compared with.
            statement.setObject(position, "{}", Types.OTHER);
            return;
        }
        Class<?> element = elements.get(0).getClass();
        String type = ELEMENTS.get(element);
        if (type == null) {
            throw new IllegalArgumentException("An array cannot have elements of " + element);
        }
        statement.setArray(position, statement.getConnection().createArrayOf(type, elements.toArray()));
    }
}
