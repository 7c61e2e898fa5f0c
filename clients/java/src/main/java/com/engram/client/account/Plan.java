package com.engram.client.account;

import org.jspecify.annotations.Nullable;

/**
 * The plan of an account. A limit that is null does not exist.
 *
 * @param heatmaps whether it includes deep heatmaps
 * @param whatIfs variants of what-ifs in a period
 * @param overage {@code block} or {@code metered}
 */
public record Plan(
        String code,
        String name,
        @Nullable Integer monthlyImages,
        boolean heatmaps,
        @Nullable Long maxImageBytes,
        @Nullable Integer maxMegapixels,
        @Nullable Integer seats,
        boolean apiAccess,
        @Nullable Integer retentionDays,
        String overage,
        int priceCents,
        String currency,
        String interval,
        @Nullable Integer whatIfs) {}
