package com.engram.jobs.analysis;

import com.engram.analysis.queue.Lease;
import com.engram.analysis.results.ScoreLease;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Carries out one lease. No database connection is held meanwhile. */
@Dependent
@Named
public class LeaseProcessor implements ItemProcessor {

    private final ScoreLease carryOut;

    @Inject
    LeaseProcessor(ScoreLease carryOut) {
        this.carryOut = carryOut;
    }

    @Override
    public Object processItem(Object lease) {
        return carryOut.carryOut((Lease) lease);
    }
}
