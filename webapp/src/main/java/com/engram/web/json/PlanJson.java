package com.engram.web.json;

import com.engram.plans.CurrentPlan;
import com.engram.plans.Plan;
import com.engram.plans.PlanDefinition;
import com.engram.plans.PlanTerms;
import jakarta.json.bind.annotation.JsonbProperty;
import org.jspecify.annotations.Nullable;

/**
 * A plan in the API; null means unlimited.
 *
 * @param overageCents price of one image beyond the monthly allowance, if overage is metered
 * @param whatIfs variants of what-ifs that may be scored in a period
 * @param version the version of the plan that has these terms
 * @param archived whether the plan is closed to new tenants
 * @param monthlyImages the images that a month includes
 * @param heatmaps whether the plan includes the deep map
 * @param maxImageBytes the largest file, in bytes
 * @param maxMegapixels the largest picture, in megapixels
 * @param seats how many members an account may have
 * @param apiAccess whether the plan includes the API
 * @param weight the share of the queue, relative to other plans
 * @param retentionDays after how many days images are deleted; null keeps them
 * @param overage whether images beyond the allowance are refused or metered
 * @param priceCents the price of an interval, in hundredths of the currency
 * @param interval how often the price is charged
 * @param trialDays the days of a trial; 0 without one
 * @param isPublic whether the plan is offered on the site
 */
public record PlanJson(
        String code,
        String name,
        @Nullable Integer monthlyImages,
        boolean heatmaps,
        @Nullable Long maxImageBytes,
        @Nullable Integer maxMegapixels,
        @Nullable Integer seats,
        boolean apiAccess,
        int weight,
        @Nullable Integer retentionDays,
        String overage,
        int priceCents,
        String currency,
        String interval,
        int trialDays,
        @JsonbProperty("public") boolean isPublic,
        int overageCents,
        @Nullable Integer whatIfs,
        int version,
        boolean archived) {

    /** The plan of a tenant. */
    public static PlanJson of(Plan plan) {
        return of(plan.definition(), plan.version(), false);
    }

    /** A plan as it is offered to new tenants. */
    public static PlanJson of(CurrentPlan offer) {
        return of(offer.definition(), offer.version(), offer.isArchived());
    }

    /** A plan that need not exist yet. */
    public static PlanJson of(PlanDefinition plan, int version, boolean archived) {
        PlanTerms terms = plan.terms();
        return new PlanJson(
                plan.code(),
                plan.name(),
                terms.monthlyImages(),
                terms.heatmaps(),
                terms.maxImageBytes(),
                terms.maxMegapixels(),
                terms.seats(),
                terms.apiAccess(),
                terms.weight(),
                terms.retentionDays(),
                terms.overage().code(),
                terms.priceCents(),
                terms.currency(),
                terms.interval().code(),
                terms.trialDays(),
                plan.isPublic(),
                terms.overageCents(),
                terms.whatIfs(),
                version,
                archived);
    }
}
