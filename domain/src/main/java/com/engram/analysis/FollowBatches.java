package com.engram.analysis;

import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the progress of batches of several tenants, for responses that stay open while their batches are worked on. */
@AsOperator
@ApplicationScoped
@Transactional
public class FollowBatches {

    private final Batches batches;

    @Inject
    FollowBatches(Batches batches) {
        this.batches = batches;
    }

    /** The progress of these batches, by their ids. A batch that was deleted is missing. */
    public Map<UUID, BatchStatus> listProgress(Collection<UUID> ids) {
        return ids.stream()
                .distinct()
                .map(batches::findBatch)
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(status -> status.batch().id(), Function.identity()));
    }
}
