package com.engram.admin.plans;

import com.engram.plans.BillingInterval;
import com.engram.plans.OveragePolicy;
import com.engram.plans.PlanDefinition;
import com.engram.plans.PlanTerms;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan from JSON over existing terms. A missing field keeps its value and null means unlimited; JSON binding
 * to a record could not tell these two apart.
 */
final class PlanJsonReader {

    /** The values of a new plan for fields that the request leaves out. */
    static final JsonObject DEFAULTS = Json.createObjectBuilder()
            .add("code", "")
            .add("name", "")
            .addNull("monthlyImages")
            .add("heatmaps", false)
            .addNull("maxImageBytes")
            .addNull("maxMegapixels")
            .addNull("seats")
            .add("apiAccess", true)
            .add("weight", 1)
            .addNull("retentionDays")
            .add("overage", OveragePolicy.BLOCK.code())
            .add("priceCents", 0)
            .add("currency", "EUR")
            .add("interval", BillingInterval.MONTH.code())
            .add("trialDays", 0)
            .add("public", false)
            .add("overageCents", 0)
            .addNull("whatIfs")
            .build();

    /** Fields that only responses have; they are accepted in requests and ignored. */
    private static final Set<String> READ_ONLY_FIELDS = Set.of("version", "archived");

    private final JsonObject json;

    private PlanJsonReader(JsonObject json) {
        this.json = json;
    }

    /** JSON that is not a plan. The message names the field and what it must be. */
    static final class InvalidPlanJson extends Exception {
        private static final long serialVersionUID = 1;

        private InvalidPlanJson(String message) {
            super(message);
        }
    }

    /** The current plan with the submitted changes, without any problem. */
    static PlanDefinition read(JsonObject current, JsonObject submitted) throws InvalidPlanJson {
        Optional<String> unknown = submitted.keySet().stream()
                .filter(name -> !DEFAULTS.containsKey(name) && !READ_ONLY_FIELDS.contains(name))
                .findFirst();
        if (unknown.isPresent()) {
            throw new InvalidPlanJson("A plan has no field \"" + unknown.get() + "\".");
        }
        String code = current.getString("code", "");
        if (!code.isEmpty() && submitted.containsKey("code") && !code.equals(submitted.getString("code", null))) {
            throw new InvalidPlanJson("A plan's code cannot be changed.");
        }
        var merged = Json.createObjectBuilder(current);
        submitted.forEach(merged::add);
        PlanDefinition plan = new PlanJsonReader(merged.build()).definition();
        Optional<String> problem = plan.findProblem();
        if (problem.isPresent()) {
            throw new InvalidPlanJson(problem.get());
        }
        return plan;
    }

    /** A plan as JSON, in the form that requests use. */
    static JsonObject toJson(PlanDefinition plan) {
        PlanTerms terms = plan.terms();
        return Json.createObjectBuilder()
                .add("code", plan.code())
                .add("name", plan.name())
                .add("monthlyImages", value(terms.monthlyImages()))
                .add("heatmaps", terms.heatmaps())
                .add("maxImageBytes", value(terms.maxImageBytes()))
                .add("maxMegapixels", value(terms.maxMegapixels()))
                .add("seats", value(terms.seats()))
                .add("apiAccess", terms.apiAccess())
                .add("weight", terms.weight())
                .add("retentionDays", value(terms.retentionDays()))
                .add("overage", terms.overage().code())
                .add("priceCents", terms.priceCents())
                .add("currency", terms.currency())
                .add("interval", terms.interval().code())
                .add("trialDays", terms.trialDays())
                .add("public", plan.isPublic())
                .add("overageCents", terms.overageCents())
                .add("whatIfs", value(terms.whatIfs()))
                .build();
    }

    private static JsonValue value(@Nullable Number number) {
        return number == null ? JsonValue.NULL : Json.createValue(number.longValue());
    }

    private PlanDefinition definition() throws InvalidPlanJson {
        return new PlanDefinition(text("code"), text("name").strip(), flag("public"), terms());
    }

    private PlanTerms terms() throws InvalidPlanJson {
        return new PlanTerms(
                limit("monthlyImages"),
                flag("heatmaps"),
                number("maxImageBytes", Long.MAX_VALUE),
                limit("maxMegapixels"),
                limit("seats"),
                flag("apiAccess"),
                amount("weight"),
                limit("retentionDays"),
                overage(),
                amount("priceCents"),
                text("currency"),
                interval(),
                amount("trialDays"),
                amount("overageCents"),
                limit("whatIfs"));
    }

    private OveragePolicy overage() throws InvalidPlanJson {
        return OveragePolicy.findByCode(text("overage"))
                .orElseThrow(() -> new InvalidPlanJson("overage must be \"block\" or \"metered\"."));
    }

    private BillingInterval interval() throws InvalidPlanJson {
        return BillingInterval.findByCode(text("interval"))
                .orElseThrow(() -> new InvalidPlanJson("interval must be \"month\" or \"year\"."));
    }

    private String text(String name) throws InvalidPlanJson {
        if (json.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw new InvalidPlanJson(name + " must be a text.");
    }

    private boolean flag(String name) throws InvalidPlanJson {
        JsonValue value = json.get(name);
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        throw new InvalidPlanJson(name + " must be true or false.");
    }

    private int amount(String name) throws InvalidPlanJson {
        Long number = number(name, Integer.MAX_VALUE);
        if (number == null) {
            throw new InvalidPlanJson(name + " must be a whole number.");
        }
        return number.intValue();
    }

    private @Nullable Integer limit(String name) throws InvalidPlanJson {
        Long number = number(name, Integer.MAX_VALUE);
        return number == null ? null : Integer.valueOf(number.intValue());
    }

    private @Nullable Long number(String name, long max) throws InvalidPlanJson {
        JsonValue value = json.get(name);
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        BigDecimal number = value instanceof JsonNumber given ? given.bigDecimalValue() : null;
        if (number == null
                || number.stripTrailingZeros().scale() > 0
                || number.abs().compareTo(BigDecimal.valueOf(max)) > 0) {
            throw new InvalidPlanJson(name + " must be a whole number of at most " + max + ", or null for unlimited.");
        }
        return number.longValueExact();
    }
}
