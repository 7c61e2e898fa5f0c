package com.engram.plans;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A licence plan: what its tenants may do in one period. A limit that is absent does not bind. */
@Entity
public class Plan {

    @Id
    private String code;

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

    @Column(name = "\"interval\"")
    private String interval;

    private int trialDays;

    @Column(name = "public")
    private boolean isPublic;

    @SuppressWarnings("NullAway.Init")
    protected Plan() {}

    Plan(PlanTerms terms) {
        code = terms.code();
        currency = terms.currency();
        name = terms.name();
        overage = terms.overage();
        interval = terms.interval();
        change(terms);
    }

    /** Takes over all terms but the code. */
    final void change(PlanTerms terms) {
        name = terms.name();
        monthlyImages = terms.monthlyImages();
        heatmaps = terms.heatmaps();
        maxImageBytes = terms.maxImageBytes();
        maxMegapixels = terms.maxMegapixels();
        seats = terms.seats();
        apiAccess = terms.apiAccess();
        weight = terms.weight();
        retentionDays = terms.retentionDays();
        overage = terms.overage();
        priceCents = terms.priceCents();
        currency = terms.currency();
        interval = terms.interval();
        trialDays = terms.trialDays();
        isPublic = terms.isPublic();
    }

    /** The terms as a value. */
    public PlanTerms terms() {
        return new PlanTerms(
                code,
                name,
                monthlyImages,
                heatmaps,
                maxImageBytes,
                maxMegapixels,
                seats,
                apiAccess,
                weight,
                retentionDays,
                overage,
                priceCents,
                currency,
                interval,
                trialDays,
                isPublic);
    }

    /** Images that may be analysed in a period. */
    Optional<Integer> monthlyImages() {
        return Optional.ofNullable(monthlyImages);
    }

    boolean blocksOverage() {
        return overage.equals("block");
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

    public String code() {
        return code;
    }

    public String name() {
        return name;
    }
}
