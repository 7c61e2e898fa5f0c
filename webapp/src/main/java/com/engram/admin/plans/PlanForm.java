package com.engram.admin.plans;

import com.engram.language.Language;
import com.engram.plans.PlanDefinition;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan as the fields of the console's form: an empty limit means unlimited, prices are in whole currency units,
 * file sizes in MB. The decimal separator is a point or a comma.
 */
final class PlanForm {

    private static final List<String> TEXTS = List.of("code", "name", "overage", "currency", "interval");
    private static final List<String> FLAGS = List.of("heatmaps", "apiAccess", "public");
    private static final List<String> NUMBERS =
            List.of("monthlyImages", "maxMegapixels", "seats", "weight", "retentionDays", "trialDays", "whatIfs");
    private static final List<String> PRICES = List.of("priceCents", "overageCents");
    private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1 << 20);

    private PlanForm() {}

    /**
     * The form as the API's JSON. Text that is not a number stays text, so that the reader rejects it with the
     * field's name.
     */
    static JsonObject toJson(MultivaluedMap<String, String> form) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        TEXTS.forEach(name -> json.add(name, value(form, name)));
        FLAGS.forEach(name -> json.add(name, form.containsKey(name)));
        NUMBERS.forEach(name -> number(json, name, value(form, name), BigDecimal.ONE));
        PRICES.forEach(name -> number(json, name, value(form, name), BigDecimal.valueOf(100)));
        number(json, "maxImageBytes", value(form, "maxImageBytes"), MEGABYTE);
        return json.build();
    }

    /** The form's fields for an existing plan, with numbers as the language writes them. */
    static Map<String, String> fields(PlanDefinition plan, Language language) {
        return fields(PlanJsonReader.toJson(plan), language);
    }

    /** The form's fields for a plan as JSON, with numbers as the language writes them. */
    static Map<String, String> fields(JsonObject plan, Language language) {
        Map<String, String> fields = new TreeMap<>();
        plan.forEach((name, value) -> fields.put(
                name,
                switch (value.getValueType()) {
                    case NULL -> "";
                    case STRING -> ((jakarta.json.JsonString) value).getString();
                    default -> value.toString();
                }));
        PRICES.forEach(name ->
                fields.computeIfPresent(name, (n, cents) -> text(new BigDecimal(cents).movePointLeft(2), language)));
        fields.computeIfPresent(
                "maxImageBytes",
                (n, bytes) -> bytes.isEmpty()
                        ? ""
                        : text(new BigDecimal(bytes).divide(MEGABYTE).stripTrailingZeros(), language));
        return fields;
    }

    private static String text(BigDecimal number, Language language) {
        return number.toPlainString()
                .replace(
                        '.',
                        DecimalFormatSymbols.getInstance(language.formats()).getDecimalSeparator());
    }

    /** The form's fields as they were submitted. */
    static Map<String, String> fields(MultivaluedMap<String, String> form) {
        Map<String, String> fields = new TreeMap<>();
        form.forEach((name, values) -> fields.put(name, values.get(0)));
        FLAGS.forEach(name -> fields.put(name, String.valueOf(form.containsKey(name))));
        return fields;
    }

    private static void number(JsonObjectBuilder json, String name, String text, BigDecimal unit) {
        if (text.isEmpty()) {
            json.addNull(name);
            return;
        }
        try {
            json.add(name, new BigDecimal(text.replace(',', '.')).multiply(unit).stripTrailingZeros());
        } catch (NumberFormatException e) {
            json.add(name, text);
        }
    }

    private static String value(MultivaluedMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
