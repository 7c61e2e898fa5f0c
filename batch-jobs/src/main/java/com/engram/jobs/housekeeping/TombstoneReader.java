package com.engram.jobs.housekeeping;

import com.engram.images.deletion.PurgeObjects;
import com.engram.jobs.chunks.IdReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Deleted pictures whose objects are due to go. */
@Dependent
@Named
public class TombstoneReader extends IdReader {

    private final PurgeObjects purge;

    @Inject
    TombstoneReader(PurgeObjects purge) {
        this.purge = purge;
    }

    @Override
    protected List<UUID> listAfter(UUID id, int most) {
        return purge.listDue(id, most);
    }
}
