package com.engram.jobs.housekeeping;

import com.engram.images.deletion.ExpiredImages;
import com.engram.tenancy.Scope;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Forgets a chunk of pictures; the purge takes their objects. */
@Dependent
@Named
public class ExpiredImageDeleter extends AbstractItemWriter {

    private final ExpiredImages outdated;

    @Inject
    ExpiredImageDeleter(ExpiredImages outdated) {
        this.outdated = outdated;
    }

    @Override
    public void writeItems(List<Object> images) {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            outdated.delete(images.stream().map(UUID.class::cast).toList());
        }
    }
}
