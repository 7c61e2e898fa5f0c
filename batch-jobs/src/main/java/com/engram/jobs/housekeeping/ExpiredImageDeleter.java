package com.engram.jobs.housekeeping;

import com.engram.images.deletion.ExpiredImages;
import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Deletes a chunk of images; the job {@code purge-images} removes their objects. */
@Dependent
@Named
public class ExpiredImageDeleter extends AbstractItemWriter {

    private final ExpiredImages expiredImages;

    @Inject
    ExpiredImageDeleter(ExpiredImages expiredImages) {
        this.expiredImages = expiredImages;
    }

    @Override
    public void writeItems(List<Object> images) {
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            expiredImages.delete(images.stream().map(UUID.class::cast).toList());
        }
    }
}
