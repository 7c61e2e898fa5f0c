package com.engram.portal.billing;

import com.engram.analysis.whatifs.WhatIf;
import com.engram.billing.MoneyFormat;
import com.engram.language.Messages;
import com.engram.plans.OveragePolicy;
import com.engram.plans.Plan;
import com.engram.plans.PlanTerms;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan on a price list.
 *
 * @param price such as {@code €29}
 * @param interval such as {@code a month}
 * @param every how often it is due, {@code month} or {@code year}
 * @param trialDays free days for new subscribers
 * @param includes what the plan includes, one line each
 * @param note a sentence about the price; may be empty
 * @param vat whether VAT is added to the price or contained in it; may be empty
 */
public record PlanCard(
        String code,
        String name,
        String price,
        String interval,
        String every,
        boolean free,
        int trialDays,
        List<String> includes,
        String note,
        String vat) {

    private static final long MEGABYTE = 1024 * 1024;

    /** A plan as the price list shows it. */
    public static PlanCard of(Plan plan, PriceView prices) {
        Messages messages = prices.messages();
        PlanTerms terms = plan.terms();
        return new PlanCard(
                plan.code(),
                plan.name(),
                prices.price(terms),
                messages.text("billing.plan.interval." + terms.interval().code()),
                terms.interval().code(),
                terms.isFree(),
                terms.trialDays(),
                includes(terms, messages),
                "",
                prices.vat(terms));
    }

    /** The same plan with a sentence about its price. */
    PlanCard withNote(String sentence) {
        return new PlanCard(code, name, price, interval, every, free, trialDays, includes, sentence, vat);
    }

    private static List<String> includes(PlanTerms terms, Messages messages) {
        List<String> lines = new ArrayList<>();
        Integer images = terms.monthlyImages();
        lines.add(
                images == null
                        ? messages.text("billing.plan.images.unlimited")
                        : messages.text("billing.plan.images", images));
        if (images != null) {
            lines.add(overage(terms, messages));
        }
        lines.add(messages.text(terms.heatmaps() ? "billing.plan.heatmaps.detailed" : "billing.plan.heatmaps"));
        lines.add(whatIfs(terms, messages));
        lines.add(seats(terms, messages));
        lines.add(messages.text(terms.apiAccess() ? "billing.plan.api" : "billing.plan.api.no"));
        if (terms.maxImageBytes() != null) {
            lines.add(messages.text("billing.plan.bytes", terms.maxImageBytes() / MEGABYTE));
        }
        lines.add(
                terms.retentionDays() == null
                        ? messages.text("billing.plan.kept")
                        : messages.text("billing.plan.kept.days", terms.retentionDays()));
        return lines;
    }

    private static String overage(PlanTerms terms, Messages messages) {
        if (terms.overage() == OveragePolicy.BLOCK) {
            return messages.text("billing.plan.block");
        }
        return terms.overageCents() == 0
                ? messages.text("billing.plan.overage.free")
                : messages.text(
                        "billing.plan.overage",
                        MoneyFormat.format(terms.overageCents(), terms.currency(), messages.language()));
    }

    private static String whatIfs(PlanTerms terms, Messages messages) {
        Integer variants = terms.whatIfs();
        if (variants == null) {
            return messages.text("billing.plan.whatIfs", WhatIf.VARIANTS_PER_CREDIT);
        }
        return variants == 0
                ? messages.text("billing.plan.whatIfs.none")
                : messages.text("billing.plan.whatIfs.limited", variants, WhatIf.VARIANTS_PER_CREDIT);
    }

    private static String seats(PlanTerms terms, Messages messages) {
        Integer seats = terms.seats();
        return seats == null
                ? messages.text("billing.plan.seats.unlimited")
                : messages.text("billing.plan.seats", seats);
    }
}
