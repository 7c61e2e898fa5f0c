package com.engram.analysis.results;

import com.engram.analysis.backends.BackendOutcome;
import com.engram.analysis.queue.Lease;

/** A lease and the outcome of its task. */
public record LeaseOutcome(Lease lease, BackendOutcome outcome) {}
