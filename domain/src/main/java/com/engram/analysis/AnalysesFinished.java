package com.engram.analysis;

import java.util.Collection;

/** Analyses reached final states. Fired in the transaction that changed them. */
public record AnalysesFinished(Collection<Analysis> analyses) {}
