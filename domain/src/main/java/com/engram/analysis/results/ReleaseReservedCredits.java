package com.engram.analysis.results;

import com.engram.images.deletion.ImagesDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Gives back the credits that were reserved for pictures which are deleted before they were analysed. */
@ApplicationScoped
class ReleaseReservedCredits {

    private final EntityManager entities;

    @Inject
    ReleaseReservedCredits(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The analyses are deleted here, not by the cascade: who records a finding for one of them waits for this, or we
     * for them, and each credit is given back once.
     */
    @Transactional(TxType.MANDATORY)
    void release(@Observes ImagesDeleted images) {
        entities.createNativeQuery("""
                        with gone as (delete from analysis where image_id in (:images) returning tenant_id, credit_period, state, free),
                        open as (select tenant_id, credit_period, count(*) as credits from gone
                          where not free and state in ('QUEUED', 'SCORING', 'MAPPING') group by tenant_id, credit_period)
                        update usage_period u set reserved = reserved - open.credits
                        from open where u.tenant_id = open.tenant_id and u.starts_on = open.credit_period
                        """).setParameter("images", images.images()).executeUpdate();
    }
}
