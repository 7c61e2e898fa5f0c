package com.engram.analysis.reports;

/**
 * How many images of a tenant have which result.
 *
 * @param waiting queued or in progress
 * @param rejected rejected or failed, so without a score
 */
public record GalleryCounts(long waiting, long done, long rejected) {}
