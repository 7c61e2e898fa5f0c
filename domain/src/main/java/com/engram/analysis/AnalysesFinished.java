package com.engram.analysis;

import java.util.Collection;

/** Analyses have reached their ends. Fired within the transaction that took them there. */
public record AnalysesFinished(Collection<Analysis> analyses) {}
