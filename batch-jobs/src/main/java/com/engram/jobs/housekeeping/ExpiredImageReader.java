package com.engram.jobs.housekeeping;

import com.engram.images.deletion.ExpiredImages;
import com.engram.jobs.chunks.IdReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Pictures that their tenants' plans keep no longer. */
@Dependent
@Named
public class ExpiredImageReader extends IdReader {

    private final ExpiredImages outdated;

    @Inject
    ExpiredImageReader(ExpiredImages outdated) {
        this.outdated = outdated;
    }

    @Override
    protected List<UUID> listAfter(UUID id, int most) {
        return outdated.listExpired(id, most);
    }
}
