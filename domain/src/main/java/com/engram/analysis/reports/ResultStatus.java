package com.engram.analysis.reports;

/**
 * What the current analysis of an image came to, as the table {@code image_result} says it. The database keeps that table:
 * the current analysis of an image is its newest one, except that an analysis which the operator requested counts only
 * once it is done.
 */
public enum ResultStatus {
    PENDING,
    DONE,
    REJECTED,
    FAILED
}
