package com.engram.database;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMapperFactory;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** Maps rows to records. */
final class RowMapping {

    private static final double NANOS_PER_SECOND = 1e9;

    private RowMapping() {}

    /** Makes a record of a row's columns. */
    static RowMapperFactory records() {
        // Each handle begins with an empty cache, so the mappers are kept here.
        Map<Class<?>, RowMapper<?>> mappers = new ConcurrentHashMap<>();
        return (type, config) -> type instanceof Class<?> row && row.isRecord() && !Components.isSingle(row)
                ? Optional.of(mappers.computeIfAbsent(row, each -> ConstructorMapper.of(Components.constructor(each))))
                : Optional.empty();
    }

    /** Makes a record of one component, such as an id, of one column. */
    static ColumnMapperFactory singleComponents() {
        Map<Class<?>, ColumnMapper<?>> mappers = new ConcurrentHashMap<>();
        return (type, config) -> type instanceof Class<?> value && Components.isSingle(value)
                ? Optional.of(mappers.computeIfAbsent(value, RowMapping::singleComponent))
                : Optional.empty();
    }

    private static ColumnMapper<@Nullable Object> singleComponent(Class<?> type) {
        Class<?> component = type.getRecordComponents()[0].getType();
        return (row, column, context) -> {
            Object value = context.findColumnMapperFor(component).orElseThrow().map(row, column, context);
            return value == null ? null : Components.construct(type, value);
        };
    }

    /** Reads a number of seconds. */
    static ColumnMapper<@Nullable Duration> seconds() {
        return (row, column, context) -> {
            double seconds = row.getDouble(column);
            return row.wasNull() ? null : Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
        };
    }
}
