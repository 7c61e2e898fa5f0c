package com.engram.analysis.scorers;

/**
 * What the provider of a backend says that it bills for a call.
 *
 * @param millis in milliseconds
 * @param memoryMb the memory that was reserved, in binary megabytes
 */
public record BilledUsage(int millis, int memoryMb) {}
