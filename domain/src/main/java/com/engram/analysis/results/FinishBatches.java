package com.engram.analysis.results;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.BatchFinished;
import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Finishes batches whose analyses have all reached a final state, and fires {@link BatchFinished} once for each. */
@ApplicationScoped
public class FinishBatches {

    private final Database database;
    private final Event<BatchFinished> batchFinished;

    @Inject
    FinishBatches(Database database, Event<BatchFinished> batchFinished) {
        this.database = database;
        this.batchFinished = batchFinished;
    }

    private record FinishedRow(UUID id, TenantId tenant) {}

    /**
     * Finishes those of the batches that have no unfinished analysis left. They are locked first: if two transactions
     * finish the last two analyses, the second one sees the changes of the first. The lock is not FOR UPDATE, which would
     * wait for the foreign key checks of transactions that change an analysis twice.
     */
    @Transactional(TxType.MANDATORY)
    void finishCompleted(Collection<UUID> batches) {
        if (!batches.isEmpty()) {
            finish(database.sql("""
                select id from batch where id = any(:batches) and finished_at is null
                order by id for no key update
                """).bind("batches", batches).list(UUID.class));
        }
    }

    /** Finishes batches whose last unfinished analyses were deleted together with their images; how many. */
    @Transactional
    public int finishAbandoned() {
        return finish(database.sql("""
            select id from batch where finished_at is null order by id limit 1000
            for no key update skip locked
            """).list(UUID.class));
    }

    private int finish(List<UUID> open) {
        if (open.isEmpty()) {
            return 0;
        }
        List<FinishedRow> finished = database.sql("""
            update batch b set finished_at = greatest(now(), b.created_at) where b.id = any(:open) and not exists (
              select from analysis a where a.batch_id = b.id and a.state = any(:unfinished))
            returning b.id, b.tenant_id as tenant
            """)
                .bind("open", open)
                .bind("unfinished", AnalysisState.unfinished())
                .list(FinishedRow.class);
        finished.forEach(row -> batchFinished.fire(new BatchFinished(row.id(), row.tenant())));
        return finished.size();
    }
}
