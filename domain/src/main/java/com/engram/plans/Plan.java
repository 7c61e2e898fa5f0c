package com.engram.plans;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.MappedSuperclass;
import java.util.Optional;

/**
 * What a tenant may do in one period, and what it costs. A {@link CurrentPlan} is a plan as tenants can get it now; a
 * {@link PlanVersion} is a plan as a tenant has it.
 */
@MappedSuperclass
public abstract class Plan {

    private String name;

    @Column(name = "public")
    private boolean isPublic;

    @Embedded
    private PlanTerms terms;

    @SuppressWarnings("NullAway.Init")
    protected Plan() {}

    /** Replaces everything but the code. */
    void define(PlanDefinition definition) {
        name = definition.name();
        isPublic = definition.isPublic();
        terms = definition.terms();
    }

    /** The plan as the operator defined it. */
    public PlanDefinition definition() {
        return new PlanDefinition(code(), name, isPublic, terms);
    }

    /** The unique short name. */
    public abstract String code();

    /** The number of the version; the first is 1. */
    public abstract int version();

    public String name() {
        return name;
    }

    /** Whether tenants see the plan and may choose it. */
    public boolean isPublic() {
        return isPublic;
    }

    public PlanTerms terms() {
        return terms;
    }

    /** Images that may be analysed in a period; empty for unlimited. */
    public Optional<Integer> monthlyImages() {
        return Optional.ofNullable(terms.monthlyImages());
    }

    /** Whether images beyond the monthly ones are refused; if not, they are analysed and charged. */
    public boolean blocksOverage() {
        return terms.overage() == OveragePolicy.BLOCK;
    }

    /** Whether deep heatmaps may be requested. */
    public boolean allowsDeepHeatmaps() {
        return terms.heatmaps();
    }

    /** Whether the REST API may be used. */
    public boolean allowsApi() {
        return terms.apiAccess();
    }

    /** The largest file in bytes; empty for unlimited. */
    public Optional<Long> maxImageBytes() {
        return Optional.ofNullable(terms.maxImageBytes());
    }

    /** The largest image in millions of pixels; empty for unlimited. */
    public Optional<Integer> maxMegapixels() {
        return Optional.ofNullable(terms.maxMegapixels());
    }

    /** The largest number of people in the account; empty for unlimited. */
    public Optional<Integer> seats() {
        return Optional.ofNullable(terms.seats());
    }

    /** Variants of what-ifs that may be scored in a period; empty for unlimited. */
    public Optional<Integer> whatIfs() {
        return Optional.ofNullable(terms.whatIfs());
    }

    /** After how many days images and results are deleted; empty for never. */
    public Optional<Integer> retentionDays() {
        return Optional.ofNullable(terms.retentionDays());
    }
}
