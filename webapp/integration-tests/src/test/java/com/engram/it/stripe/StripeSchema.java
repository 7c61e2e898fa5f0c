package com.engram.it.stripe;

import com.google.gson.annotations.SerializedName;
import com.stripe.model.EventDataClassLookup;
import com.stripe.model.ExpandableField;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Validates requests and responses against the classes of Stripe's Java library. */
final class StripeSchema {

    private static final Pattern SEGMENT = Pattern.compile("[^\\[\\]]+");

    /** Fields that every response must contain, if its class has them. */
    private static final List<String> ALWAYS = List.of("id", "object", "created", "livemode");

    private StripeSchema() {}

    /** The error for a request parameter such as {@code items[0][price]}, in Stripe's wording; empty if it is valid. */
    static Optional<String> faultInParameter(Class<?> params, String key, String value) {
        Type type = params;
        for (String segment :
                SEGMENT.matcher(key).results().map(MatchResult::group).toList()) {
            if (type == Object.class) {
                return Optional.empty();
            }
            if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
                type = generic.getActualTypeArguments()[1];
            } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
                type = generic.getActualTypeArguments()[0];
            } else {
                Optional<Field> field = type instanceof Class<?> known ? field(known, segment) : Optional.empty();
                if (field.isEmpty()) {
                    return Optional.of("Received unknown parameter: " + key);
                }
                type = field.get().getGenericType();
            }
        }
        return type instanceof Class<?> known ? faultInValue(known, key, value) : Optional.empty();
    }

    private static Optional<String> faultInValue(Class<?> type, String key, String value) {
        boolean fits;
        if (type.isEnum()) {
            fits = List.of(type.getFields()).stream()
                    .map(field -> field.getAnnotation(SerializedName.class))
                    .anyMatch(name -> name != null && name.value().equals(value));
        } else if (type == Long.class) {
            fits = value.matches("-?\\d+");
        } else if (type == Boolean.class) {
            fits = value.matches("true|false");
        } else if (type == BigDecimal.class) {
            fits = value.matches("-?\\d+(\\.\\d+)?");
        } else {
            fits = !type.getName().startsWith("com.stripe.param");
        }
        return fits ? Optional.empty() : Optional.of("Invalid " + key + ": " + value);
    }

    /** The paths of all fields of a response that its class does not have, and of required fields that are missing. */
    static List<String> faultsInObject(Map<String, ?> object) {
        List<String> faults = new ArrayList<>();
        String kind = String.valueOf(object.get("object"));
        Class<?> model = "list".equals(kind) ? null : EventDataClassLookup.classLookup.get(kind);
        if (model == null && !"list".equals(kind)) {
            model = OTHERS.get(kind);
            if (model == null) {
                faults.add("No such object: " + kind);
                return faults;
            }
        }
        for (String name : ALWAYS) {
            if (model != null && field(model, name).isPresent() && !object.containsKey(name)) {
                faults.add(kind + " lacks " + name);
            }
        }
        check(model, object, kind, faults);
        return faults;
    }

    /** The classes of objects that do not occur in events. */
    private static final Map<String, Class<?>> OTHERS = Map.of(
            "billing.meter_event", com.stripe.model.billing.MeterEvent.class,
            "billing.meter_event_summary", com.stripe.model.billing.MeterEventSummary.class,
            "billing_portal.session", com.stripe.model.billingportal.Session.class,
            "subscription_item", com.stripe.model.SubscriptionItem.class,
            "line_item", com.stripe.model.InvoiceLineItem.class,
            "event", com.stripe.model.Event.class);

    private static void check(Class<?> model, Map<String, ?> object, String path, List<String> faults) {
        object.forEach((name, value) -> {
            Optional<Field> field = model == null ? Optional.empty() : field(model, name);
            if (model != null && field.isEmpty()) {
                faults.add(path + "." + name);
                return;
            }
            Class<?> inner = field.map(StripeSchema::inner).orElse(null);
            children(value).forEach(child -> {
                if (child.get("object") instanceof String) {
                    faultsInObject(child).forEach(fault -> faults.add(path + "." + name + " > " + fault));
                } else if (inner != null && !Map.class.isAssignableFrom(inner)) {
                    check(inner, child, path + "." + name, faults);
                }
            });
            field.filter(found -> value != null && !fits(found, value))
                    .ifPresent(found -> faults.add(path + "." + name + " is not a " + found.getGenericType()));
        });
    }

    private static boolean fits(Field field, Object value) {
        Class<?> type = field.getType();
        if (type == Long.class) {
            return value instanceof Long || value instanceof Integer;
        }
        if (type == String.class || type == ExpandableField.class) {
            return value instanceof String || value instanceof Map;
        }
        return type != Boolean.class || value instanceof Boolean;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, ?>> children(Object value) {
        if (value instanceof Map<?, ?> map) {
            return List.of((Map<String, ?>) map);
        }
        return value instanceof Collection<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .<Map<String, ?>>map(item -> (Map<String, ?>) item)
                        .toList()
                : List.of();
    }

    private static Class<?> inner(Field field) {
        Type type = field.getGenericType();
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == Map.class ? Map.class : argument instanceof Class<?> known ? known : null;
        }
        return type instanceof Class<?> known ? known : null;
    }

    private static Optional<Field> field(Class<?> type, String name) {
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                SerializedName serialized = field.getAnnotation(SerializedName.class);
                if (serialized != null && serialized.value().equals(name)) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }
}
