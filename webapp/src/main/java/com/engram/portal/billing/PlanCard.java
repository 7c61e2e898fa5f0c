package com.engram.portal.billing;

import com.engram.billing.MoneyFormat;
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
 * @param trialDays free days for new subscribers
 * @param includes what the plan includes, one line each
 */
public record PlanCard(
        String code, String name, String price, String interval, boolean free, int trialDays, List<String> includes) {

    private static final long MEGABYTE = 1024 * 1024;

    public static PlanCard of(Plan plan) {
        PlanTerms terms = plan.terms();
        return new PlanCard(
                plan.code(),
                plan.name(),
                MoneyFormat.formatPrice(terms.priceCents(), terms.currency()),
                "a " + terms.interval().code(),
                terms.isFree(),
                terms.trialDays(),
                includes(terms));
    }

    private static List<String> includes(PlanTerms terms) {
        List<String> lines = new ArrayList<>();
        Integer images = terms.monthlyImages();
        lines.add(images == null ? "Any number of images" : "%,d images a month".formatted(images));
        if (images != null) {
            lines.add(overage(terms));
        }
        lines.add(terms.heatmaps() ? "Deep heatmaps" : "Heatmaps by decomposition");
        lines.add(seats(terms));
        lines.add(terms.apiAccess() ? "API and webhooks" : "No API");
        if (terms.maxImageBytes() != null) {
            lines.add("Files of up to %d MB".formatted(terms.maxImageBytes() / MEGABYTE));
        }
        lines.add(
                terms.retentionDays() == null
                        ? "Pictures kept until you delete them"
                        : "Pictures kept for %d days".formatted(terms.retentionDays()));
        return lines;
    }

    private static String overage(PlanTerms terms) {
        if (terms.overage() == OveragePolicy.BLOCK) {
            return "Nothing is charged beyond";
        }
        return terms.overageCents() == 0
                ? "More at no charge"
                : "Then %s an image".formatted(MoneyFormat.format(terms.overageCents(), terms.currency()));
    }

    private static String seats(PlanTerms terms) {
        Integer seats = terms.seats();
        return seats == null ? "Any number of people" : seats == 1 ? "1 person" : seats + " people";
    }
}
