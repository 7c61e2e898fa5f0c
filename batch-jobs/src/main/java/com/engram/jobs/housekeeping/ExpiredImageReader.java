package com.engram.jobs.housekeeping;

import com.engram.images.deletion.ExpiredImages;
import com.engram.jobs.chunks.IdReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Reads the images that are older than the retention of their tenants' plans. */
@Dependent
@Named
public class ExpiredImageReader extends IdReader {

    private final ExpiredImages expiredImages;

    @Inject
    ExpiredImageReader(ExpiredImages expiredImages) {
        this.expiredImages = expiredImages;
    }

    @Override
    protected List<UUID> listAfter(UUID id, int limit) {
        return expiredImages.listExpired(id, limit);
    }
}
