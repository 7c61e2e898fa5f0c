package com.engram.analysis;

/** A batch and its progress. */
public record BatchStatus(Batch batch, BatchProgress progress) {}
