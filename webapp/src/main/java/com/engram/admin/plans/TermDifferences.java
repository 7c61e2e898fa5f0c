package com.engram.admin.plans;

import com.engram.billing.MoneyFormat;
import com.engram.language.Messages;
import com.engram.plans.OveragePolicy;
import com.engram.plans.PlanDefinition;
import com.engram.plans.PlanTerms;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The differences between two plans, or two versions of one, in words of the reader's language. */
public final class TermDifferences {

    private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1 << 20);

    private final Messages messages;
    private final List<TermChange> changes = new ArrayList<>();

    private TermDifferences(Messages messages) {
        this.messages = messages;
    }

    /** A term before and after a change. */
    public record TermChange(String term, String before, String after) {}

    /** The terms that differ, in the order of the plan's form; the name and the visibility are included. */
    public static List<TermChange> list(PlanDefinition before, PlanDefinition after, Messages messages) {
        TermDifferences differences = new TermDifferences(messages);
        differences.add("common.name", before.name(), after.name());
        differences.addTerms(before.terms(), after.terms());
        differences.add(
                "console.plan.visibility",
                differences.visibility(before.isPublic()),
                differences.visibility(after.isPublic()));
        return List.copyOf(differences.changes);
    }

    /** The terms that differ, without the name and the visibility: what a tenant notices when it moves. */
    public static List<TermChange> listTerms(PlanTerms before, PlanTerms after, Messages messages) {
        TermDifferences differences = new TermDifferences(messages);
        differences.addTerms(before, after);
        return List.copyOf(differences.changes);
    }

    private void addTerms(PlanTerms before, PlanTerms after) {
        add("console.plan.trial", number(before.trialDays()), number(after.trialDays()));
        add("console.plan.price", price(before), price(after));
        add("console.plan.monthly", limit(before.monthlyImages()), limit(after.monthlyImages()));
        add("console.plan.overage", overage(before), overage(after));
        add("console.plan.whatIfs", limit(before.whatIfs()), limit(after.whatIfs()));
        add("console.plan.maxBytes", megabytes(before.maxImageBytes()), megabytes(after.maxImageBytes()));
        add("console.plan.maxPixels", limit(before.maxMegapixels()), limit(after.maxMegapixels()));
        add("console.plan.retention", retention(before.retentionDays()), retention(after.retentionDays()));
        add("console.plan.seats", limit(before.seats()), limit(after.seats()));
        add("console.plan.weight", number(before.weight()), number(after.weight()));
        add("console.plan.heatmaps", yesOrNo(before.heatmaps()), yesOrNo(after.heatmaps()));
        add("console.plan.api", yesOrNo(before.apiAccess()), yesOrNo(after.apiAccess()));
    }

    private void add(String key, String before, String after) {
        if (!Objects.equals(before, after)) {
            String term = messages.text(key);
            changes.add(new TermChange(
                    term.substring(0, 1).toUpperCase(messages.language().formats()) + term.substring(1),
                    before,
                    after));
        }
    }

    private String price(PlanTerms terms) {
        return messages.text(
                "console.plan.priceEach",
                MoneyFormat.format(terms.priceCents(), terms.currency(), messages.language()),
                messages.text("billing.plan.interval." + terms.interval().code()));
    }

    private String overage(PlanTerms terms) {
        return terms.overage() == OveragePolicy.BLOCK
                ? messages.text("console.plan.overage.block")
                : messages.text(
                        "console.plan.each",
                        MoneyFormat.format(terms.overageCents(), terms.currency(), messages.language()));
    }

    private String megabytes(@Nullable Long bytes) {
        return bytes == null ? messages.text("console.plan.unlimited") : number(new BigDecimal(bytes).divide(MEGABYTE));
    }

    private String retention(@Nullable Integer days) {
        return days == null ? messages.text("console.plan.forever") : number(days);
    }

    private String limit(@Nullable Integer limit) {
        return limit == null ? messages.text("console.plan.unlimited") : number(limit);
    }

    private String number(Number number) {
        return NumberFormat.getNumberInstance(messages.language().formats()).format(number);
    }

    private String yesOrNo(boolean value) {
        return messages.text(value ? "people.yes" : "people.no");
    }

    private String visibility(boolean isPublic) {
        return messages.text(isPublic ? "console.plan.isPublic" : "console.plan.isHidden");
    }
}
