package com.engram.plans;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A plan's terms as the operator writes them; a null limit does not bind.
 *
 * @param code short name, unique: {@code [a-z0-9-]{1,40}}
 * @param monthlyImages images that may be analysed in a period
 * @param heatmaps whether the deep map may be asked for
 * @param weight share of the queue against other tenants, at least 1
 * @param overage what happens beyond {@code monthlyImages}
 * @param priceCents price of an interval, in hundredths of the currency
 * @param currency ISO 4217, three capital letters
 * @param interval how often the price is due
 * @param overageCents price of one image beyond {@code monthlyImages} where overage is metered
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
        OveragePolicy overage,
        int priceCents,
        String currency,
        BillingInterval interval,
        int trialDays,
        boolean isPublic,
        int overageCents) {

    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** What is wrong with these terms, naming the field; empty if they may be offered. */
    public Optional<String> fault() {
        if (!CODE.matcher(code).matches()) {
            return Optional.of("code is 1 to 40 small letters, digits and hyphens.");
        }
        if (name.isBlank() || name.length() > 100) {
            return Optional.of("name is a text of 1 to 100 letters.");
        }
        return faultInLimits().or(this::faultInPrice);
    }

    private Optional<String> faultInLimits() {
        if (monthlyImages != null && monthlyImages < 0) {
            return Optional.of("monthlyImages is 0 or more, or null for unlimited.");
        }
        if (maxImageBytes != null && maxImageBytes < 1) {
            return Optional.of("maxImageBytes is 1 or more, or null for unlimited.");
        }
        if (maxMegapixels != null && maxMegapixels < 1) {
            return Optional.of("maxMegapixels is 1 or more, or null for unlimited.");
        }
        if (seats != null && seats < 1) {
            return Optional.of("seats is 1 or more, or null for unlimited.");
        }
        if (retentionDays != null && retentionDays < 1) {
            return Optional.of("retentionDays is 1 or more, or null for unlimited.");
        }
        return weight < 1 || weight > 1000 ? Optional.of("weight is 1 to 1000.") : Optional.empty();
    }

    private Optional<String> faultInPrice() {
        if (priceCents < 0 || overageCents < 0) {
            return Optional.of("priceCents and overageCents are 0 or more.");
        }
        if (!CURRENCY.matcher(currency).matches()) {
            return Optional.of("currency is an ISO 4217 code such as \"EUR\".");
        }
        return trialDays < 0 || trialDays > 730 ? Optional.of("trialDays is 0 to 730.") : Optional.empty();
    }

    /** Whether these bind a tenant exactly as those do: name and visibility may differ. */
    boolean bindLike(PlanTerms other) {
        return equals(new PlanTerms(
                code,
                name,
                other.monthlyImages,
                other.heatmaps,
                other.maxImageBytes,
                other.maxMegapixels,
                other.seats,
                other.apiAccess,
                other.weight,
                other.retentionDays,
                other.overage,
                other.priceCents,
                other.currency,
                other.interval,
                other.trialDays,
                isPublic,
                other.overageCents));
    }
}
