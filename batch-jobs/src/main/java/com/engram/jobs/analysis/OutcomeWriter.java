package com.engram.jobs.analysis;

import com.engram.analysis.backends.BackendOutcome;
import com.engram.analysis.results.LeaseOutcome;
import com.engram.analysis.results.RecordOutcome;
import com.engram.analysis.scorers.Outcome;
import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Records a page of outcomes in a transaction of its own, before the job's checkpoint. If the server dies between the two,
 * nothing is recorded twice, because the fencing tokens are no longer current.
 *
 * <p>An outcome that cannot be recorded must not prevent the others from being recorded, and must not be scored forever.
 * Therefore a page that fails is recorded one by one, and an outcome that still fails counts as a failed attempt.
 */
@Dependent
@Named
public class OutcomeWriter extends AbstractItemWriter {

    private static final Logger LOG = Logger.getLogger(OutcomeWriter.class.getName());

    private final RecordOutcome recordOutcome;
    private final StepContext step;

    @Inject
    OutcomeWriter(RecordOutcome recordOutcome, StepContext step) {
        this.recordOutcome = recordOutcome;
        this.step = step;
    }

    @Override
    public void writeItems(List<Object> items) {
        List<LeaseOutcome> outcomes =
                items.stream().map(LeaseOutcome.class::cast).toList();
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            if (!tryToRecord(outcomes)) {
                outcomes.forEach(this::recordSeparately);
            }
        }
        outcomes.forEach(outcome -> LeasePage.forStep(step).markRecorded(outcome.lease()));
    }

    private void recordSeparately(LeaseOutcome outcome) {
        if (!tryToRecord(List.of(outcome))) {
            Outcome retry = new Outcome.Retry("The outcome could not be recorded", Outcome.Cause.FAILED);
            // If this fails too, the database is unreachable: the lease expires and the image is scored again.
            tryToRecord(List.of(new LeaseOutcome(
                    outcome.lease(), new BackendOutcome(retry, outcome.outcome().backend()))));
        }
    }

    private boolean tryToRecord(List<LeaseOutcome> outcomes) {
        try {
            recordOutcome.record(outcomes);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "%d outcomes could not be recorded".formatted(outcomes.size()), e);
            return false;
        }
    }
}
