package com.engram.plans;

import java.util.Arrays;
import java.util.Optional;

/** How often a plan's price is due. */
public enum BillingInterval {
    MONTH("month"),
    YEAR("year");

    private final String code;

    BillingInterval(String code) {
        this.code = code;
    }

    /** As it is written in the API and kept in the database. */
    public String code() {
        return code;
    }

    /** The interval of that code. */
    public static Optional<BillingInterval> ofCode(String code) {
        return Arrays.stream(values())
                .filter(interval -> interval.code.equals(code))
                .findFirst();
    }
}
