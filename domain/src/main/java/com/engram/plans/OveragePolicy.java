package com.engram.plans;

import jakarta.persistence.AttributeConverter;
import java.util.Arrays;
import java.util.Optional;

/** The treatment of images beyond the monthly images of a plan. */
public enum OveragePolicy {
    /** Further images are refused until the next period. */
    BLOCK("block"),
    /** Further images are analysed, and charged one by one. */
    METERED("metered");

    private final String code;

    OveragePolicy(String code) {
        this.code = code;
    }

    /** The policy's name in the API and in the database. */
    public String code() {
        return code;
    }

    /** The policy with that code. */
    public static Optional<OveragePolicy> findByCode(String code) {
        return Arrays.stream(values())
                .filter(policy -> policy.code.equals(code))
                .findFirst();
    }

    /** Stores a policy as its code. */
    static final class ByCode implements AttributeConverter<OveragePolicy, String> {

        @Override
        public String convertToDatabaseColumn(OveragePolicy policy) {
            return policy.code;
        }

        @Override
        public OveragePolicy convertToEntityAttribute(String code) {
            return findByCode(code).orElseThrow();
        }
    }
}
