package com.engram.testing;

import com.engram.plans.BillingInterval;
import com.engram.plans.OveragePolicy;
import com.engram.plans.PlanTerms;
import org.jspecify.annotations.Nullable;

/** Terms for tests: unlimited and free, but for what the test sets. */
public final class TestTerms {

    private @Nullable Integer monthlyImages;
    private @Nullable Integer seats;
    private @Nullable Integer whatIfs;
    private OveragePolicy overage = OveragePolicy.BLOCK;
    private int overageCents;
    private int priceCents;
    private int trialDays;
    private String currency = "EUR";

    private TestTerms() {}

    public static TestTerms unlimited() {
        return new TestTerms();
    }

    public static TestTerms monthlyImages(int images) {
        TestTerms terms = new TestTerms();
        terms.monthlyImages = images;
        return terms;
    }

    public TestTerms metered(int cents) {
        overage = OveragePolicy.METERED;
        overageCents = cents;
        return this;
    }

    public TestTerms price(int cents) {
        priceCents = cents;
        return this;
    }

    public TestTerms currency(String code) {
        currency = code;
        return this;
    }

    public TestTerms trialDays(int days) {
        trialDays = days;
        return this;
    }

    public TestTerms whatIfs(int variants) {
        whatIfs = variants;
        return this;
    }

    public TestTerms seats(int people) {
        seats = people;
        return this;
    }

    public PlanTerms build() {
        return new PlanTerms(
                monthlyImages,
                true,
                null,
                null,
                seats,
                true,
                1,
                null,
                overage,
                priceCents,
                currency,
                BillingInterval.MONTH,
                trialDays,
                overageCents,
                whatIfs);
    }
}
