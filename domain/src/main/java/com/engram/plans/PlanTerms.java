package com.engram.plans;

import org.jspecify.annotations.Nullable;

/**
 * A plan's terms as the operator writes them; a null limit does not bind.
 *
 * @param code short name, unique: {@code [a-z0-9-]{1,40}}
 * @param monthlyImages images that may be analysed in a period
 * @param heatmaps whether the deep map may be asked for
 * @param weight share of the queue against other tenants, at least 1
 * @param overage {@code block} or {@code metered}
 * @param interval {@code month} or {@code year}
 */
public record PlanTerms(
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
        boolean isPublic) {}
