package com.engram.web.pages;

import com.engram.billing.payments.PriceDisplay;
import com.engram.billing.payments.PriceTax;
import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.library.BenchmarkId;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Sample values of the records and entities that pages show. Optionals and lists are all filled or all empty, and booleans
 * are all true or all false, so that the branches of a template are rendered.
 */
final class Samples {

    private static final Instant TIME = Instant.parse("2026-11-27T10:00:00Z");
    private static final int DEEPEST = 6;

    /** Texts that templates use as a part of a key or compare. All others are the name of their component. */
    private static final Map<String, String> TEXTS = Map.of(
            "role",
            "admin",
            "scope",
            "write",
            "payment",
            "active",
            "state",
            "open",
            "currency",
            "EUR",
            "method",
            "password and code",
            "code",
            "unreadable_image",
            "every",
            "month",
            "kind",
            "logo");

    private final boolean isFilled;
    private final boolean flag;

    private static final PriceDisplay PRICE_DISPLAY = new PriceDisplay(
            new PriceTax(Optional.of("sk"), true, "exclusive"), Optional.of("IT=22"), Optional.of("IT"), "consumer");

    Samples(boolean isFilled, boolean flag) {
        this.isFilled = isFilled;
        this.flag = flag;
    }

    /** A value of a class below {@code com.engram}, by its binary name. */
    Object one(String name) {
        try {
            return value(Class.forName("com.engram." + name), name, 0);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    /** A list of one such value; the empty list if values are not filled. */
    List<Object> list(String name) {
        return isFilled ? List.of(one(name)) : List.of();
    }

    /** That value; empty if values are not filled. */
    Optional<Object> optional(Object value) {
        return isFilled ? Optional.of(value) : Optional.empty();
    }

    /** That text; the empty text if values are not filled. */
    String text(String text) {
        return isFilled ? text : "";
    }

    boolean flag() {
        return flag;
    }

    private Object value(Type type, String name, int depth) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return container(generic, name, depth);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == BenchmarkId.class) {
            return BenchmarkId.PHOTOGRAPHS;
        }
        if (raw.isRecord()) {
            return newRecord(raw, depth);
        }
        if (raw.isEnum()) {
            List<?> constants = List.of(raw.getEnumConstants());
            return constants.get(constants.size() - 1);
        }
        Optional<Object> simple = simple(raw, name);
        return simple.isPresent() ? simple.get() : newEntity(raw, depth);
    }

    private Object container(ParameterizedType type, String name, int depth) throws ReflectiveOperationException {
        Class<?> raw = (Class<?>) type.getRawType();
        if (Map.class.isAssignableFrom(raw)) {
            return Map.of();
        }
        boolean isEmpty = !isFilled || depth > DEEPEST;
        Type of = type.getActualTypeArguments()[0];
        if (raw == Optional.class) {
            return isEmpty ? Optional.empty() : Optional.of(value(of, name, depth + 1));
        }
        if (raw == Set.class) {
            return isEmpty ? Set.of() : Set.of(value(of, name, depth + 1));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return isEmpty ? List.of() : List.of(value(of, name, depth + 1), value(of, name, depth + 1));
        }
        return value(raw, name, depth);
    }

    private Optional<Object> simple(Class<?> type, String name) {
        Map<Class<?>, Object> quantities = Map.of(
                int.class,
                3,
                Integer.class,
                3,
                long.class,
                5L,
                Long.class,
                5L,
                double.class,
                0.5,
                Double.class,
                0.5,
                float.class,
                0.5f,
                Number.class,
                7,
                BigDecimal.class,
                new BigDecimal("12.50"),
                byte[].class,
                new byte[0]);
        Map<Class<?>, Object> others = Map.of(
                String.class,
                TEXTS.getOrDefault(name, name),
                boolean.class,
                flag,
                Boolean.class,
                flag,
                Instant.class,
                TIME,
                LocalDate.class,
                LocalDate.ofInstant(TIME, ZoneOffset.UTC),
                OffsetDateTime.class,
                TIME.atOffset(ZoneOffset.UTC),
                YearMonth.class,
                YearMonth.of(2026, 11),
                Duration.class,
                Duration.ofSeconds(90),
                UUID.class,
                new UUID(1, 2),
                Object.class,
                "anything");
        Map<Class<?>, Object> services =
                Map.of(Messages.class, Messages.in(Language.ENGLISH), PriceDisplay.class, PRICE_DISPLAY);
        return Stream.of(quantities, others, services)
                .map(values -> values.get(type))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Object newRecord(Class<?> type, int depth) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(components[i].getGenericType(), components[i].getName(), depth + 1);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    /** Made by the constructor that JPA uses. */
    private Object newEntity(Class<?> type, int depth) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object entity = constructor.newInstance();
        for (Class<?> declaring = type; declaring != Object.class; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    field.set(entity, value(field.getGenericType(), field.getName(), depth + 1));
                }
            }
        }
        return entity;
    }
}
