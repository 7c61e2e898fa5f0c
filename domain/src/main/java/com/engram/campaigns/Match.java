package com.engram.campaigns;

/** Whether a line of a campaign names an image of the library. */
public enum Match {
    /** It names one image. */
    MATCHED,
    /** The library has no image of that name. */
    UNKNOWN,
    /** The library has several different images of that name. */
    AMBIGUOUS,
    /** An earlier line names the same image. */
    REPEATED
}
