package com.engram.analysis.comparisons;

import java.util.Locale;

/** What a comparison of two images says. */
public enum Verdict {
    /** The first image is the more memorable. */
    FIRST,
    /** The second image is the more memorable. */
    SECOND,
    /** Neither is sure enough. */
    UNDECIDED;

    /** The probability from which on a pair is decided, in whole percent. */
    public static final int DECIDED_FROM_PERCENT = 80;

    /** The name in the API: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param percent the probability that the first image is the more memorable, in whole percent */
    static Verdict of(long percent) {
        if (percent >= DECIDED_FROM_PERCENT) {
            return FIRST;
        }
        return 100 - percent >= DECIDED_FROM_PERCENT ? SECOND : UNDECIDED;
    }
}
