package com.engram.analysis.results;

import com.engram.analysis.AnalysisState;
import com.engram.database.Database;
import com.engram.images.deletion.ImagesDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Releases the credits that are reserved for images which are deleted before their analyses are finished. */
@ApplicationScoped
class ReleaseReservedCredits {

    private final Database database;

    @Inject
    ReleaseReservedCredits(Database database) {
        this.database = database;
    }

    /**
     * The analyses are deleted here and not by the cascade, so that this transaction and one that records an outcome wait
     * for each other. Each credit is released once.
     */
    @Transactional(TxType.MANDATORY)
    void onImagesDeleted(@Observes ImagesDeleted event) {
        database.sql("""
            with deleted as (
              delete from analysis where image_id = any(:images)
              returning tenant_id, credit_period, state, free),
            reserved as (
              select tenant_id, credit_period, count(*) as credits from deleted
              where not free and state = any(:unfinished) group by tenant_id, credit_period)
            update usage_period u set reserved = u.reserved - r.credits
            from reserved r where u.tenant_id = r.tenant_id and u.starts_on = r.credit_period
            """)
                .bind("images", event.images())
                .bind("unfinished", AnalysisState.unfinished())
                .update();
    }
}
