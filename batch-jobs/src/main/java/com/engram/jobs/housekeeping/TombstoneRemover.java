package com.engram.jobs.housekeeping;

import com.engram.images.deletion.PurgeObjects;
import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Removes the tombstones of a chunk of images whose objects are removed. */
@Dependent
@Named
public class TombstoneRemover extends AbstractItemWriter {

    private final PurgeObjects purge;

    @Inject
    TombstoneRemover(PurgeObjects purge) {
        this.purge = purge;
    }

    @Override
    public void writeItems(List<Object> images) {
        if (images.isEmpty()) {
            return;
        }
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            purge.removeTombstones(images.stream().map(UUID.class::cast).toList());
        }
    }
}
