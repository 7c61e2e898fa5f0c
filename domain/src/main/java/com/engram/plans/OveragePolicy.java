package com.engram.plans;

import java.util.Arrays;
import java.util.Optional;

/** What happens beyond a plan's monthly images. */
public enum OveragePolicy {
    /** Nothing more is analysed until the next period. */
    BLOCK("block"),
    /** More is analysed, and charged by the image. */
    METERED("metered");

    private final String code;

    OveragePolicy(String code) {
        this.code = code;
    }

    /** As it is written in the API and kept in the database. */
    public String code() {
        return code;
    }

    /** The policy of that code. */
    public static Optional<OveragePolicy> ofCode(String code) {
        return Arrays.stream(values())
                .filter(policy -> policy.code.equals(code))
                .findFirst();
    }
}
