package com.engram.jobs.analysis;

import jakarta.batch.api.chunk.AbstractCheckpointAlgorithm;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;

/**
 * A chunk ends with its page, so that results never wait for the next picture to come; or after half a second, so that
 * they do not wait for a slow neighbour either.
 */
@Dependent
@Named
public class LeasePageCheckpoint extends AbstractCheckpointAlgorithm {

    private static final long LONGEST_NANOS = Duration.ofMillis(500).toNanos();

    private final StepContext step;

    private long began;

    @Inject
    LeasePageCheckpoint(StepContext step) {
        this.step = step;
    }

    @Override
    public void beginCheckpoint() {
        began = System.nanoTime();
    }

    @Override
    public boolean isReadyToCheckpoint() {
        return LeasePage.of(step).isEmpty() || System.nanoTime() - began > LONGEST_NANOS;
    }
}
