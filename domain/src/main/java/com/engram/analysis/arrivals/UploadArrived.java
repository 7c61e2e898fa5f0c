package com.engram.analysis.arrivals;

/**
 * An upload was announced or found. This event is fired for metrics.
 *
 * @param result what it led to
 */
public record UploadArrived(UploadArrival result) {}
