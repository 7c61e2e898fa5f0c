package com.engram.analysis.queue;

import com.engram.analysis.backends.Task;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The queue as the jobs see it, over all tenants: work is picked under a lease, and a lease that ran out revives the
 * work. Runs in the operator's scope. All times are the database's, so that servers need not agree on the time.
 */
@ApplicationScoped
public class AnalysisQueue {

    /** What a server that died has left is taken over after this. A server that lives extends its leases. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /**
     * The tenant that has the least in flight for its plan's weight goes first. Within a tenant single images go before
     * bulk, then the oldest; between tenants bulk stands a little behind. Locked rows are another server's and are passed
     * over. The tenants are found by hopping over the index, so a long line of one of them costs nothing.
     */
    private static final String PICK = """
            with recursive tenants as (
              (select tenant_id from analysis where %1$s order by tenant_id limit 1)
              union all
              select (select a.tenant_id from analysis a where %1$s and a.tenant_id > t.tenant_id order by a.tenant_id limit 1)
              from tenants t where t.tenant_id is not null),
            share as (
              select w.tenant_id, p.weight,
                (select count(*) from analysis f where f.tenant_id = w.tenant_id and f.lease_token is not null) as in_flight
              from tenants w join tenant t on t.id = w.tenant_id
                join plan_version p on p.plan_code = t.plan_code and p.version = t.plan_version),
            line as (
              select a.id, (s.in_flight + row_number() over (
                  partition by s.tenant_id order by a.bulk, a.created_at)) / cast(s.weight as real)
                  + case when a.bulk then 0.5 else 0 end as turn
              from share s cross join lateral (
                select q.id, q.bulk, q.created_at from analysis q
                where %1$s and q.tenant_id = s.tenant_id and q.available_at <= now()
                order by q.bulk, q.created_at limit :reach) a),
            picked as (
              select a.id from analysis a join line on line.id = a.id
              where %1$s
              order by line.turn limit least(:most, greatest(1, (select count(*) from line) / :lanes))
              for update of a skip locked)
            update analysis a
            set state = '%2$s', lease_token = gen_random_uuid(), attempts = a.attempts + 1,
                leased_until = now() + make_interval(secs => :lease)
            from picked, image i, tenant t
            where a.id = picked.id and i.id = a.image_id and t.id = i.tenant_id
            returning a.id as analysis, a.tenant_id as tenant, a.image_id as image, i.etag, :task as task,
              a.lease_token as token, a.attempts as attempt, i.state = 'READY' as frozen, t.plan_code as plan,
              coalesce(t.pinned_model, (select d.model from default_model d order by d.id desc limit 1)) as model
            """;

    /** Written out, not bound: only so can the planner see that the line's index serves. */
    private static final String IN_LINE = "lease_token is null and state = '%s'";

    private final Database database;

    @Inject
    AnalysisQueue(Database database) {
        this.database = database;
    }

    /**
     * Picks work for a task in a transaction of its own.
     *
     * @param most at most so much
     * @param lanes how many share what waits: a few pictures are spread over all of them
     */
    @Transactional(TxType.REQUIRES_NEW)
    public List<Lease> pick(Task task, int most, int lanes) {
        String under = task == Task.SCORE ? "SCORING" : "MAPPING";
        return database.sql(PICK.formatted(inLine(task), under))
                .bind("task", task)
                .bind("reach", most * 4)
                .bind("most", most)
                .bind("lanes", lanes)
                .bind("lease", LEASE)
                .list(Lease.class);
    }

    /** Lets leases that still hold run on from now; the number of them. */
    @Transactional(TxType.REQUIRES_NEW)
    public int extend(Collection<UUID> tokens) {
        return database.sql("""
                        update analysis set leased_until = now() + make_interval(secs => :lease)
                        where lease_token = any(:tokens) and state in ('SCORING', 'MAPPING') and leased_until >= now()
                        """).bind("lease", LEASE).bind("tokens", tokens).update();
    }

    /** Puts back into the line what a lease that ran out has left; how many. */
    @Transactional(TxType.REQUIRES_NEW)
    public int revive() {
        return database.sql("""
                        update analysis set lease_token = null, leased_until = null,
                          state = case state when 'SCORING' then 'QUEUED' else state end
                        where id in (select id from analysis where lease_token is not null and leased_until < now()
                          order by id limit 500 for update skip locked)
                        """).update();
    }

    /** Whether there is work for a task now. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean hasWork(Task task) {
        return database.sql("select exists (select from analysis where %s and available_at <= now())"
                        .formatted(inLine(task)))
                .get(Boolean.class);
    }

    private static String inLine(Task task) {
        return IN_LINE.formatted(task == Task.SCORE ? "QUEUED" : "MAPPING");
    }

    /** How the queue stands. */
    @Transactional(TxType.REQUIRES_NEW)
    public QueueDepth depth() {
        return database.sql("""
                        select count(*) filter (where lease_token is null) as waiting,
                          count(*) filter (where lease_token is not null) as running,
                          coalesce(extract(epoch from now() - min(created_at)), 0) as oldest
                        from (
                          select lease_token, created_at from analysis
                          where lease_token is null and state in ('QUEUED', 'MAPPING')
                          union all select lease_token, created_at from analysis where lease_token is not null) unfinished
                        """).get(QueueDepth.class);
    }

    /**
     * How the queue stands.
     *
     * @param waiting analyses that nobody works on
     * @param running analyses under a lease
     * @param oldest how long the oldest of both has been there
     */
    public record QueueDepth(long waiting, long running, Duration oldest) {}
}
