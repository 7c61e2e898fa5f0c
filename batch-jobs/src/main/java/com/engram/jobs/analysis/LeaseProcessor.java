package com.engram.jobs.analysis;

import com.engram.analysis.queue.Lease;
import com.engram.analysis.results.ScoreLease;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Does the task of one lease. It needs no database connection, so none is held meanwhile. */
@Dependent
@Named
public class LeaseProcessor implements ItemProcessor {

    private final ScoreLease scoreLease;

    @Inject
    LeaseProcessor(ScoreLease scoreLease) {
        this.scoreLease = scoreLease;
    }

    @Override
    public Object processItem(Object lease) {
        return scoreLease.score((Lease) lease);
    }
}
