package com.engram.analysis.comparisons;

import java.util.Locale;

/** What a comparison of two images says. */
public enum Verdict {
    /** The first image is the more memorable. */
    FIRST,
    /** The second image is the more memorable. */
    SECOND,
    /** Neither is sure enough, or the scores are too much alike. */
    UNDECIDED;

    /** The probability from which on a pair is decided, in whole percent. */
    public static final int DECIDED_FROM_PERCENT = 80;

    /**
     * The difference of the scores from which on a pair is decided, in tenths of a point of ten. Changes that do not concern the
     * content, such as mirroring or compression, change a score by less; see decision 114.
     */
    public static final int DECIDED_FROM_TENTHS = 3;

    /** The name in the API: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The verdict on a pair.
     *
     * @param percent the probability that the first image is the more memorable, in whole percent
     * @param tenths how much the scores differ, in tenths of a point of ten
     */
    static Verdict of(long percent, long tenths) {
        if (tenths < DECIDED_FROM_TENTHS) {
            return UNDECIDED;
        }
        if (percent >= DECIDED_FROM_PERCENT) {
            return FIRST;
        }
        return 100 - percent >= DECIDED_FROM_PERCENT ? SECOND : UNDECIDED;
    }
}
