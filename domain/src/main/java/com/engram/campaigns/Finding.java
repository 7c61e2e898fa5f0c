package com.engram.campaigns;

/** What a campaign says about the scores of its images and a metric. */
public enum Finding {
    /** Images with a higher score had a higher value: the whole interval of the correlation is above zero. */
    HIGHER,
    /** Images with a higher score had a lower value: the whole interval is below zero. */
    LOWER,
    /** The interval contains zero: what was seen may be chance. */
    UNDECIDED,
    /** There are fewer pairs of a score and a value than {@link MetricCheck#MIN_PAIRS}, so nothing is computed. */
    TOO_FEW,
    /** All scores or all values are equal. */
    NO_VARIATION
}
