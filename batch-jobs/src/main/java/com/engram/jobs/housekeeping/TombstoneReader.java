package com.engram.jobs.housekeeping;

import com.engram.images.deletion.PurgeObjects;
import com.engram.jobs.chunks.IdReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Reads the tombstones of deleted images whose objects can be removed now. */
@Dependent
@Named
public class TombstoneReader extends IdReader {

    private final PurgeObjects purge;

    @Inject
    TombstoneReader(PurgeObjects purge) {
        this.purge = purge;
    }

    @Override
    protected List<UUID> listAfter(UUID id, int limit) {
        return purge.listDue(id, limit);
    }
}
