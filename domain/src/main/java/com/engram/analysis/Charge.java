package com.engram.analysis;

import com.engram.images.Image;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;

/**
 * Settles the credit that was reserved for an analysis: used if it was delivered, released if not. The same bytes,
 * model and task are charged once to a tenant, which a unique index holds even if two are recorded at once.
 */
@ApplicationScoped
class Charge {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private Clock clock;

    /** Settles in the transaction that brought the analysis to its end. */
    @Transactional(TxType.MANDATORY)
    void settle(Analysis analysis) {
        int used = 0;
        if (analysis.state() == State.DONE) {
            used = enter(analysis, 1) ? 1 : 0;
            if (used == 0) {
                enter(analysis, 0);
            }
            analysis.charged(used);
        }
        entities.createNativeQuery("""
                        update usage_period set reserved = reserved - 1, used = used + :used
                        where tenant_id = :tenant and starts_on = :period
                        """)
                .setParameter("used", used)
                .setParameter("tenant", analysis.tenant())
                .setParameter("period", analysis.creditPeriod())
                .executeUpdate();
    }

    private boolean enter(Analysis analysis, int credits) {
        Image image = entities.find(Image.class, analysis.image());
        return entities.createNativeQuery("""
                                insert into credit_entry
                                  (analysis_id, tenant_id, credit_period, credits, sha256, model_version, task, charged_at)
                                values (:analysis, :tenant, :period, :credits, :sha256, :model, :task, :now)
                                on conflict do nothing
                                """)
                        .setParameter("analysis", analysis.id())
                        .setParameter("tenant", analysis.tenant())
                        .setParameter("period", analysis.creditPeriod())
                        .setParameter("credits", credits)
                        .setParameter("sha256", image.sha256().orElseThrow())
                        .setParameter("model", analysis.model().orElseThrow().version())
                        .setParameter("task", analysis.wantsDeepMap() ? "heatmap" : "score")
                        .setParameter("now", clock.instant())
                        .executeUpdate()
                == 1;
    }
}
