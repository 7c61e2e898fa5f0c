package com.engram.analysis.queue;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.scorers.Task;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The queue of all tenants' analyses: work is picked under a lease, and an expired lease is revived. All
 * times are the database's, so that the clocks of the servers need not agree.
 */
@AsOperator
@ApplicationScoped
public class AnalysisQueue {

    /** How long a lease is valid. A running server extends its leases; the work of a dead one is picked again after it. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /** A pick looks at this many times the requested number of analyses, since others may lock some. */
    private static final int CANDIDATES_PER_LEASE = 4;

    /**
     * The tenant with the fewest running analyses in proportion to its plan's weight comes first. Within a tenant, single
     * images come before bulk, then the oldest; between tenants, bulk has a small handicap. Rows locked by another server
     * are skipped.
     *
     * <p>The first analysis of each tenant is found by jumping through the index, so the length of one tenant's queue costs
     * nothing. Of many tenants, only those with the best first analyses are read further, and of each only what can come
     * before the first analysis of the last of them: the others cannot be among the candidates.
     */
    private static final String PICK = """
        with recursive head as (
          (select tenant_id, bulk from analysis where %1$s and available_at <= now()
           order by tenant_id, bulk, created_at limit 1)
          union all
          select a.tenant_id, a.bulk from head h cross join lateral (
            select q.tenant_id, q.bulk from analysis q
            where %1$s and q.tenant_id > h.tenant_id and q.available_at <= now()
            order by q.tenant_id, q.bulk, q.created_at limit 1) a),
        running as (select tenant_id, count(*) as images from analysis where lease_token is not null group by tenant_id),
        share as (
          select h.tenant_id, cast(p.weight as real) as weight, coalesce(r.images, 0) as running,
            (coalesce(r.images, 0) + 1) / cast(p.weight as real) + case when h.bulk then 0.5 else 0 end as position
          from head h join tenant t on t.id = h.tenant_id
            join plan_version p on p.plan_code = t.plan_code and p.version = t.plan_version
            left join running r on r.tenant_id = h.tenant_id
          order by position limit :candidates),
        last as (select count(*) as tenants, max(position) as position from share),
        candidate as (
          select a.id, (s.running + row_number() over (
              partition by s.tenant_id order by a.bulk, a.created_at)) / s.weight
              + case when a.bulk then 0.5 else 0 end as position
          from share s cross join last l cross join lateral (
            select q.id, q.bulk, q.created_at from analysis q
            where %1$s and q.tenant_id = s.tenant_id and q.available_at <= now()
            order by q.bulk, q.created_at
            limit case when l.tenants < :candidates then greatest(:limit, :candidates / l.tenants)
              else least(:candidates, cast(ceil(l.position * s.weight) as bigint) - s.running) end) a
          order by position limit :candidates),
        picked as (
          select a.id from analysis a join candidate c on c.id = a.id
          where %1$s
          order by c.position limit least(:limit, greatest(1, (select count(*) from candidate) / :readers))
          for update of a skip locked)
        update analysis a
        set state = '%2$s', lease_token = gen_random_uuid(), attempts = a.attempts + 1,
            leased_until = now() + make_interval(secs => :lease)
        from picked, image i, tenant t
        where a.id = picked.id and i.id = a.image_id and t.id = i.tenant_id
        returning a.id as analysis, a.tenant_id as tenant, a.image_id as image, i.etag, :task as task,
          a.lease_token as token, a.attempts as attempt, i.state = 'READY' as original_stored, t.plan_code as plan,
          coalesce(t.pinned_model, (select d.model from default_model d order by d.id desc limit 1)) as model
        """;

    /** The states are literals, because the planner uses the partial index only if it sees their values. */
    private static final String WAITING = "lease_token is null and state = '%s'";

    private final Database database;

    @Inject
    AnalysisQueue(Database database) {
        this.database = database;
    }

    /**
     * Picks work for a task, in a transaction of its own.
     *
     * @param limit maximum number of leases
     * @param readers how many readers share the waiting work: a few images are spread over all of them
     */
    @Transactional(TxType.REQUIRES_NEW)
    public List<Lease> pick(Task task, int limit, int readers) {
        return database.sql(PICK.formatted(isWaiting(task), runningState(task)))
                .bind("task", task)
                .bind("candidates", limit * Math.max(CANDIDATES_PER_LEASE, readers))
                .bind("limit", limit)
                .bind("readers", readers)
                .bind("lease", LEASE)
                .list(Lease.class);
    }

    /** Extends the leases that are still valid from now on; how many. */
    @Transactional(TxType.REQUIRES_NEW)
    public int extend(Collection<UUID> tokens) {
        return database.sql("""
            update analysis set leased_until = now() + make_interval(secs => :lease)
            where lease_token = any(:tokens) and leased_until >= now()
            """).bind("lease", LEASE).bind("tokens", tokens).update();
    }

    /** Puts the analyses of some expired leases back into the queue; how many. */
    @Transactional(TxType.REQUIRES_NEW)
    public int revive() {
        return database.sql("""
            update analysis set lease_token = null, leased_until = null,
              state = case state when :scoring then :queued else state end
            where id in (select id from analysis where lease_token is not null and leased_until < now()
              order by id limit 500 for update skip locked)
            """)
                .bind("scoring", AnalysisState.SCORING)
                .bind("queued", AnalysisState.QUEUED)
                .update();
    }

    /** Whether work for a task can be picked now. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean hasWork(Task task) {
        return database.sql("select exists (select from analysis where %s and available_at <= now())"
                        .formatted(isWaiting(task)))
                .get(Boolean.class);
    }

    /** Returns how much work waits and runs. */
    @Transactional(TxType.REQUIRES_NEW)
    public QueueDepth depth() {
        return database.sql("""
            select count(*) filter (where lease_token is null) as waiting,
              count(*) filter (where lease_token is not null) as running,
              coalesce(extract(epoch from now() - min(created_at)), 0) as oldest
            from (
              select lease_token, created_at from analysis where %s
              union all select lease_token, created_at from analysis where %s
              union all select lease_token, created_at from analysis where lease_token is not null) unfinished
            """.formatted(isWaiting(Task.SCORE), isWaiting(Task.HEATMAP)))
                .get(QueueDepth.class);
    }

    private static String isWaiting(Task task) {
        return WAITING.formatted(task == Task.SCORE ? AnalysisState.QUEUED : AnalysisState.MAPPING);
    }

    private static AnalysisState runningState(Task task) {
        return task == Task.SCORE ? AnalysisState.SCORING : AnalysisState.MAPPING;
    }

    /**
     * How much work waits and runs.
     *
     * @param waiting analyses without a lease
     * @param running analyses with a lease
     * @param oldest age of the oldest of both
     */
    public record QueueDepth(long waiting, long running, Duration oldest) {}
}
