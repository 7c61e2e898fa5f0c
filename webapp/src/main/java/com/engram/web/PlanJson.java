package com.engram.web;

import com.engram.plans.PlanTerms;
import jakarta.json.bind.annotation.JsonbProperty;
import org.jspecify.annotations.Nullable;

/** A plan as the API tells it and takes it; null means unlimited. */
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
        @JsonbProperty("public") boolean isPublic) {

    public static PlanJson of(PlanTerms terms) {
        return new PlanJson(
                terms.code(),
                terms.name(),
                terms.monthlyImages(),
                terms.heatmaps(),
                terms.maxImageBytes(),
                terms.maxMegapixels(),
                terms.seats(),
                terms.apiAccess(),
                terms.weight(),
                terms.retentionDays(),
                terms.overage(),
                terms.priceCents(),
                terms.currency(),
                terms.interval(),
                terms.trialDays(),
                terms.isPublic());
    }
}
