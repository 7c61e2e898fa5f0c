package com.engram.database;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and makes records that may be private to another package. */
final class Components {

    private Components() {}

    /** Whether a type is a record of one component, which stands for a single column. */
    static boolean isSingle(Class<?> type) {
        return type.isRecord() && type.getRecordComponents().length == 1;
    }

    /** A record's values by the names of its components. */
    static Map<String, @Nullable Object> of(Record row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            values.put(component.getName(), value(component, row));
        }
        return values;
    }

    /** The value of a record of one component. */
    static @Nullable Object single(Object row) {
        return value(row.getClass().getRecordComponents()[0], row);
    }

    /** The constructor that takes the values of all components. */
    static Constructor<?> constructor(Class<?> type) {
        Class<?>[] components = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(components);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Every record has this constructor", e);
        }
    }

    /** A record of one component. */
    static Object construct(Class<?> type, Object value) {
        try {
            return constructor(type).newInstance(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be made from " + value, e);
        }
    }

    private static @Nullable Object value(RecordComponent component, Object row) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}
