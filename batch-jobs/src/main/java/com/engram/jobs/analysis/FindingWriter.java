package com.engram.jobs.analysis;

import com.engram.analysis.RecordOutcome;
import com.engram.analysis.RecordOutcome.Finding;
import com.engram.tenancy.Scope;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/**
 * Records a page of findings in a transaction of its own, before the job's checkpoint. Should the server die between
 * the two nothing is recorded twice: the fencing tokens are spent.
 */
@Dependent
@Named
public class FindingWriter extends AbstractItemWriter {

    @Inject
    private RecordOutcome recordOutcome;

    @Override
    public void writeItems(List<Object> findings) {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            recordOutcome.record(findings.stream().map(Finding.class::cast).toList());
        }
    }
}
