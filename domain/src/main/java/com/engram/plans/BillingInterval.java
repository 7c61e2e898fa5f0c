package com.engram.plans;

import jakarta.persistence.AttributeConverter;
import java.util.Arrays;
import java.util.Optional;

/** The interval at which a plan's price is due. */
public enum BillingInterval {
    MONTH("month"),
    YEAR("year");

    private final String code;

    BillingInterval(String code) {
        this.code = code;
    }

    /** The interval's name in the API and in the database. */
    public String code() {
        return code;
    }

    /** The interval with that code. */
    public static Optional<BillingInterval> findByCode(String code) {
        return Arrays.stream(values())
                .filter(interval -> interval.code.equals(code))
                .findFirst();
    }

    /** Stores a interval as its code. */
    static final class ByCode implements AttributeConverter<BillingInterval, String> {

        @Override
        public String convertToDatabaseColumn(BillingInterval interval) {
            return interval.code;
        }

        @Override
        public BillingInterval convertToEntityAttribute(String code) {
            return findByCode(code).orElseThrow();
        }
    }
}
