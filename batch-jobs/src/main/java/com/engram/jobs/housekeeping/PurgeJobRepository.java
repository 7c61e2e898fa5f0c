package com.engram.jobs.housekeeping;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;

/** Clears away the records of old runs of jobs: a scoring job is started whenever there was nothing to do for a while. */
@ApplicationScoped
class PurgeJobRepository {

    private static final int AT_ONCE = 500;

    /** In the order that the foreign keys ask for. */
    private static final List<String> DELETIONS = List.of(
            "delete from batch.stepthreadinstance where fk_jobinstanceid in (:old)",
            """
            delete from batch.stepthreadexecution where fk_toplvl_stepexecid is not null and fk_jobexecid in (
              select jobexecid from batch.jobexecution where fk_jobinstanceid in (:old))
            """,
            """
            delete from batch.remotablepartition where fk_jobexecutionid in (
              select jobexecid from batch.jobexecution where fk_jobinstanceid in (:old))
            """,
            """
            delete from batch.stepthreadexecution where fk_jobexecid in (
              select jobexecid from batch.jobexecution where fk_jobinstanceid in (:old))
            """,
            """
            delete from batch.jobparameter where fk_jobexecid in (
              select jobexecid from batch.jobexecution where fk_jobinstanceid in (:old))
            """,
            "delete from batch.jobexecution where fk_jobinstanceid in (:old)",
            "delete from batch.groupassociation where fk_jobinstanceid in (:old)",
            "delete from batch.jobinstance where jobinstanceid in (:old)");

    private final EntityManager entities;

    @Inject
    PurgeJobRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Removes some runs that ended, or were last heard of, two days ago; how many. */
    @Transactional(TxType.REQUIRES_NEW)
    @SuppressWarnings("unchecked")
    int purge() {
        List<Object> old =
                entities.createNativeQuery("""
                        select i.jobinstanceid from batch.jobinstance i
                        where coalesce(i.updatetime, i.createtime) < localtimestamp - interval '2 days'
                        order by i.jobinstanceid limit :most
                        """).setParameter("most", AT_ONCE).getResultList();
        if (!old.isEmpty()) {
            DELETIONS.forEach(deletion -> entities.createNativeQuery(deletion)
                    .setParameter("old", old)
                    .executeUpdate());
        }
        return old.size();
    }
}
