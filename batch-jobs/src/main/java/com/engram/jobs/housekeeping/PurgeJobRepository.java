package com.engram.jobs.housekeeping;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;

/** Deletes the records of old job runs. There are many, because a scoring job starts whenever the queue was empty before. */
@ApplicationScoped
class PurgeJobRepository {

    private static final int PAGE_SIZE = 500;

    /** In the order that the foreign keys require. */
    private static final List<String> DELETIONS = List.of(
            "delete from batch.stepthreadinstance where fk_jobinstanceid = any(:old)",
            """
            delete from batch.stepthreadexecution where fk_toplvl_stepexecid is not null and fk_jobexecid in (
              select jobexecid from batch.jobexecution where fk_jobinstanceid = any(:old))
            """,
            """
            delete from batch.remotablepartition where fk_jobexecutionid in (
              select jobexecid from batch.jobexecution where fk_jobinstanceid = any(:old))
            """,
            """
            delete from batch.stepthreadexecution where fk_jobexecid in (
              select jobexecid from batch.jobexecution where fk_jobinstanceid = any(:old))
            """,
            """
            delete from batch.jobparameter where fk_jobexecid in (
              select jobexecid from batch.jobexecution where fk_jobinstanceid = any(:old))
            """,
            "delete from batch.jobexecution where fk_jobinstanceid = any(:old)",
            "delete from batch.groupassociation where fk_jobinstanceid = any(:old)",
            "delete from batch.jobinstance where jobinstanceid = any(:old)");

    private final Database database;

    @Inject
    PurgeJobRepository(Database database) {
        this.database = database;
    }

    /** Deletes some runs that ended, or were last updated, more than two days ago; how many. */
    @Transactional(TxType.REQUIRES_NEW)
    int purge() {
        List<Long> old = database.sql("""
            select jobinstanceid from batch.jobinstance
            where coalesce(updatetime, createtime) < localtimestamp - interval '2 days'
            order by jobinstanceid limit :limit
            """).bind("limit", PAGE_SIZE).list(Long.class);
        if (!old.isEmpty()) {
            DELETIONS.forEach(
                    deletion -> database.sql(deletion).bind("old", old).update());
        }
        return old.size();
    }
}
