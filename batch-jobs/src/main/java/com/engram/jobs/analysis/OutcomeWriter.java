package com.engram.jobs.analysis;

import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.Outcome;
import com.engram.analysis.results.RecordOutcome;
import com.engram.analysis.results.RecordOutcome.Finding;
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
 * Records a page of findings in a transaction of its own, before the job's checkpoint. Should the server die between
 * the two nothing is recorded twice: the fencing tokens are spent.
 *
 * <p>A finding that cannot be recorded must not take its neighbours' results with it, nor be scored for ever: the page
 * is recorded one by one then, and what still fails counts as an attempt that came to nothing.
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
        List<Finding> findings = items.stream().map(Finding.class::cast).toList();
        try (Scope.Entered ignored = Scope.enterOperator()) {
            if (!tryToRecord(findings)) {
                findings.forEach(this::recordAlone);
            }
        }
        findings.forEach(finding -> LeasePage.of(step).recorded(finding.lease()));
    }

    private void recordAlone(Finding finding) {
        if (!tryToRecord(List.of(finding))) {
            Outcome again = new Outcome.Retry("What was found could not be recorded", Outcome.Cause.FAULT);
            // Should this fail too, the database is away: the lease runs out, and the picture is scored again.
            tryToRecord(List.of(new Finding(
                    finding.lease(), new Backends.Answer(again, finding.answer().backend()))));
        }
    }

    private boolean tryToRecord(List<Finding> findings) {
        try {
            recordOutcome.record(findings);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A page of %d findings could not be recorded".formatted(findings.size()), e);
            return false;
        }
    }
}
