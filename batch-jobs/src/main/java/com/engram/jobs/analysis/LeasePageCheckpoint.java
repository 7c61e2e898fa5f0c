package com.engram.jobs.analysis;

import jakarta.batch.api.chunk.AbstractCheckpointAlgorithm;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;

/**
 * Ends a chunk with its page, so that results do not wait for the next page; or after half a second, so that they do not
 * wait for a slow image either.
 */
@Dependent
@Named
public class LeasePageCheckpoint extends AbstractCheckpointAlgorithm {

    private static final long MAX_NANOS = Duration.ofMillis(500).toNanos();

    /** Longer than any backend takes. The server's limit of two minutes would end the job of a slow one. */
    private static final Duration MAX_TRANSACTION = Duration.ofHours(1);

    private final StepContext step;
    private long startedAt;

    @Inject
    LeasePageCheckpoint(StepContext step) {
        this.step = step;
    }

    /** The time limit of a chunk's transaction, in seconds. No connection is held in it while a backend works. */
    @Override
    public int checkpointTimeout() {
        return (int) MAX_TRANSACTION.toSeconds();
    }

    @Override
    public void beginCheckpoint() {
        startedAt = System.nanoTime();
    }

    @Override
    public boolean isReadyToCheckpoint() {
        return LeasePage.forStep(step).isEmpty() || System.nanoTime() - startedAt > MAX_NANOS;
    }
}
