package com.engram.plans;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The terms that a tenant buys. A change of any of them makes a new version of the plan. A null limit means unlimited.
 *
 * @param monthlyImages images that may be analysed in a period
 * @param heatmaps whether deep heatmaps may be requested
 * @param maxImageBytes size of the largest file
 * @param maxMegapixels size of the largest image, in millions of pixels
 * @param seats how many people the account may have
 * @param apiAccess whether the REST API may be used
 * @param weight share of the queue relative to other tenants, 1 to 1000
 * @param retentionDays after how many days images and results are deleted
 * @param overage what happens beyond {@code monthlyImages}
 * @param priceCents price of one billing interval, in hundredths of the currency
 * @param currency ISO 4217 code, three capital letters
 * @param interval how often the price is due
 * @param trialDays free days before the first payment
 * @param overageCents price of one image beyond {@code monthlyImages} if overage is metered
 * @param whatIfs variants of what-ifs that may be scored in a period; they cost credits of {@code monthlyImages} too
 */
@Embeddable
public record PlanTerms(
        @Nullable Integer monthlyImages,
        boolean heatmaps,
        @Nullable Long maxImageBytes,
        @Nullable Integer maxMegapixels,
        @Nullable Integer seats,
        boolean apiAccess,
        int weight,
        @Nullable Integer retentionDays,
        @Convert(converter = OveragePolicy.ByCode.class) OveragePolicy overage,
        int priceCents,
        String currency,

        @Column(name = "billing_interval") @Convert(converter = BillingInterval.ByCode.class)
        BillingInterval interval,

        int trialDays,
        int overageCents,
        @Nullable Integer whatIfs) {

    private static final int MAX_WEIGHT = 1000;
    private static final int MAX_TRIAL_DAYS = 730;

    /** Whether a tenant pays for these terms. */
    public boolean isFree() {
        return priceCents == 0;
    }

    /** Whether these terms grant and cost the same as others. */
    boolean hasSameTermsAs(PlanTerms other) {
        return equals(other);
    }

    /**
     * Whether a change from other terms to these grants fewer images, or costs less per month in the same or a shorter
     * billing interval. Such a change waits for the end of the paid period, because what was paid for may have been used
     * up.
     */
    public boolean isDowngradeFrom(PlanTerms current) {
        boolean isLonger = interval == BillingInterval.YEAR && current.interval == BillingInterval.MONTH;
        return grantsFewerImagesThan(current) || (!isLonger && pricePerYear() < current.pricePerYear());
    }

    private boolean grantsFewerImagesThan(PlanTerms other) {
        return monthlyImages != null && (other.monthlyImages == null || monthlyImages < other.monthlyImages);
    }

    private long pricePerYear() {
        return interval == BillingInterval.YEAR ? priceCents : 12L * priceCents;
    }

    /** The first term that is invalid, as a sentence that starts with its name; empty if all are valid. */
    Optional<String> findProblem() {
        return findProblemInLimits().or(this::findProblemInPrice);
    }

    private Optional<String> findProblemInLimits() {
        if (monthlyImages != null && monthlyImages < 0) {
            return Optional.of("monthlyImages must be 0 or more, or null for unlimited.");
        }
        if (maxImageBytes != null && maxImageBytes < 1) {
            return Optional.of("maxImageBytes must be 1 or more, or null for unlimited.");
        }
        if (maxMegapixels != null && maxMegapixels < 1) {
            return Optional.of("maxMegapixels must be 1 or more, or null for unlimited.");
        }
        if (seats != null && seats < 1) {
            return Optional.of("seats must be 1 or more, or null for unlimited.");
        }
        if (retentionDays != null && retentionDays < 1) {
            return Optional.of("retentionDays must be 1 or more, or null for unlimited.");
        }
        if (whatIfs != null && whatIfs < 0) {
            return Optional.of("whatIfs must be 0 or more, or null for unlimited.");
        }
        return weight < 1 || weight > MAX_WEIGHT ? Optional.of("weight must be 1 to 1000.") : Optional.empty();
    }

    private Optional<String> findProblemInPrice() {
        if (priceCents < 0 || overageCents < 0) {
            return Optional.of("priceCents and overageCents must be 0 or more.");
        }
        if (!Currencies.isKnown(currency)) {
            return Optional.of("currency must be an ISO 4217 code such as \"EUR\".");
        }
        if (!Currencies.isChargeable(priceCents, currency) || !Currencies.isChargeable(overageCents, currency)) {
            return Optional.of("priceCents and overageCents must be multiples of 100, because %s has no fractions."
                    .formatted(currency));
        }
        return trialDays < 0 || trialDays > MAX_TRIAL_DAYS
                ? Optional.of("trialDays must be 0 to 730.")
                : Optional.empty();
    }
}
