package com.engram.jobs.library;

import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Queues a chunk of images. A chunk that is written twice queues each image once. */
@Dependent
@Named
public class RescoringQueueWriter extends AbstractItemWriter {

    private final String rescoring;
    private final RescoreLibrary rescoreLibrary;

    @Inject
    RescoringQueueWriter(@BatchProperty(name = "rescoring") String rescoring, RescoreLibrary rescoreLibrary) {
        this.rescoring = rescoring;
        this.rescoreLibrary = rescoreLibrary;
    }

    @Override
    public void writeItems(List<Object> images) {
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            rescoreLibrary.queue(
                    UUID.fromString(rescoring),
                    images.stream().map(UUID.class::cast).toList());
        }
    }
}
