package com.engram.plans;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A licence plan: what its tenants may do in one period. A limit that is absent does not bind.
 *
 * <p>What is on offer now is an {@link Offer}; what a tenant has is the {@link PlanVersion} that it bought.
 */
@MappedSuperclass
public abstract class Plan {

    private String name;
    private @Nullable Integer monthlyImages;
    private boolean heatmaps;
    private @Nullable Long maxImageBytes;
    private @Nullable Integer maxMegapixels;
    private @Nullable Integer seats;
    private boolean apiAccess;
    private int weight;
    private @Nullable Integer retentionDays;
    private String overage;
    private int priceCents;
    private String currency;

    @Column(name = "billing_interval")
    private String interval;

    private int trialDays;

    @Column(name = "public")
    private boolean isPublic;

    private int overageCents;

    @SuppressWarnings("NullAway.Init")
    protected Plan() {}

    /** Takes over all terms but the code. */
    void take(PlanTerms terms) {
        name = terms.name();
        monthlyImages = terms.monthlyImages();
        heatmaps = terms.heatmaps();
        maxImageBytes = terms.maxImageBytes();
        maxMegapixels = terms.maxMegapixels();
        seats = terms.seats();
        apiAccess = terms.apiAccess();
        weight = terms.weight();
        retentionDays = terms.retentionDays();
        overage = terms.overage().code();
        priceCents = terms.priceCents();
        currency = terms.currency();
        interval = terms.interval().code();
        trialDays = terms.trialDays();
        isPublic = terms.isPublic();
        overageCents = terms.overageCents();
    }

    /** The terms as a value. */
    public PlanTerms terms() {
        return new PlanTerms(
                code(),
                name,
                monthlyImages,
                heatmaps,
                maxImageBytes,
                maxMegapixels,
                seats,
                apiAccess,
                weight,
                retentionDays,
                overage(),
                priceCents,
                currency,
                BillingInterval.ofCode(interval).orElseThrow(),
                trialDays,
                isPublic,
                overageCents);
    }

    /** The plan's short name. */
    public abstract String code();

    /** Which version of the plan this is, from 1 on. */
    public abstract int version();

    public String name() {
        return name;
    }

    /** Images that may be analysed in a period. */
    public Optional<Integer> monthlyImages() {
        return Optional.ofNullable(monthlyImages);
    }

    /** Beyond the monthly images nothing is analysed; else it is, and charged by the image. */
    public boolean blocksOverage() {
        return overage() == OveragePolicy.BLOCK;
    }

    private OveragePolicy overage() {
        return OveragePolicy.ofCode(overage).orElseThrow();
    }

    /** The deep heatmap may be asked for. */
    public boolean allowsDeepMaps() {
        return heatmaps;
    }

    /** The REST API may be used. */
    public boolean allowsApi() {
        return apiAccess;
    }

    /** The largest file in bytes. */
    public Optional<Long> maxImageBytes() {
        return Optional.ofNullable(maxImageBytes);
    }

    /** The largest picture in millions of pixels. */
    public Optional<Integer> maxMegapixels() {
        return Optional.ofNullable(maxMegapixels);
    }

    /** How many people the account may have. */
    public Optional<Integer> seats() {
        return Optional.ofNullable(seats);
    }

    /** After how many days pictures and results are removed. */
    public Optional<Integer> retentionDays() {
        return Optional.ofNullable(retentionDays);
    }
}
