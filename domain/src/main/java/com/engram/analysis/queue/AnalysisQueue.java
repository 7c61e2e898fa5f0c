package com.engram.analysis.queue;

import com.engram.analysis.backends.Task;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
            returning a.id, a.tenant_id, a.image_id, i.etag, a.lease_token, a.attempts,
              i.state = 'READY', t.plan_code,
              coalesce(t.pinned_model, (select d.model from default_model d order by d.id desc limit 1))
            """;

    /** Written out, not bound: only so can the planner see that the line's index serves. */
    private static final String IN_LINE = "lease_token is null and state = '%s'";

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    /**
     * Picks work for a task in a transaction of its own.
     *
     * @param most at most so much
     * @param lanes how many share what waits: a few pictures are spread over all of them
     */
    @Transactional(TxType.REQUIRES_NEW)
    @SuppressWarnings("unchecked")
    public List<Lease> pick(Task task, int most, int lanes) {
        String under = task == Task.SCORE ? "SCORING" : "MAPPING";
        List<Object[]> rows = entities.createNativeQuery(PICK.formatted(inLine(task), under))
                .setParameter("reach", most * 4)
                .setParameter("most", most)
                .setParameter("lanes", lanes)
                .setParameter("lease", (double) LEASE.toSeconds())
                .getResultList();
        return rows.stream().map(row -> lease(task, row)).toList();
    }

    /** Lets leases that still hold run on from now; the number of them. */
    @Transactional(TxType.REQUIRES_NEW)
    public int extend(Collection<UUID> tokens) {
        return entities.createNativeQuery("""
                        update analysis set leased_until = now() + make_interval(secs => :lease)
                        where lease_token in (:tokens) and state in ('SCORING', 'MAPPING') and leased_until >= now()
                        """)
                .setParameter("lease", (double) LEASE.toSeconds())
                .setParameter("tokens", tokens)
                .executeUpdate();
    }

    /** Puts back into the line what a lease that ran out has left; how many. */
    @Transactional(TxType.REQUIRES_NEW)
    public int revive() {
        return entities.createNativeQuery("""
                        update analysis set lease_token = null, leased_until = null,
                          state = case state when 'SCORING' then 'QUEUED' else state end
                        where id in (select id from analysis where lease_token is not null and leased_until < now()
                          order by id limit 500 for update skip locked)
                        """).executeUpdate();
    }

    /** Whether there is work for a task now. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean hasWork(Task task) {
        return (Boolean)
                entities.createNativeQuery("select exists (select from analysis where %s and available_at <= now())"
                                .formatted(inLine(task)))
                        .getSingleResult();
    }

    private static String inLine(Task task) {
        return IN_LINE.formatted(task == Task.SCORE ? "QUEUED" : "MAPPING");
    }

    /** How the queue stands. */
    @Transactional(TxType.REQUIRES_NEW)
    public QueueDepth depth() {
        Object[] row = (Object[]) entities.createNativeQuery("""
                        select count(*) filter (where lease_token is null), count(*) filter (where lease_token is not null),
                          coalesce(extract(epoch from now() - min(created_at)), 0)
                        from (
                          select lease_token, created_at from analysis
                          where lease_token is null and state in ('QUEUED', 'MAPPING')
                          union all select lease_token, created_at from analysis where lease_token is not null) unfinished
                        """).getSingleResult();
        return new QueueDepth(
                ((Number) row[0]).longValue(),
                ((Number) row[1]).longValue(),
                Duration.ofMillis(Math.round(((Number) row[2]).doubleValue() * 1000)));
    }

    /**
     * How the queue stands.
     *
     * @param waiting analyses that nobody works on
     * @param running analyses under a lease
     * @param oldest how long the oldest of both has been there
     */
    public record QueueDepth(long waiting, long running, Duration oldest) {}

    private static Lease lease(Task task, Object[] row) {
        return new Lease(
                (UUID) row[0],
                (UUID) row[1],
                (UUID) row[2],
                (String) row[3],
                task,
                (UUID) row[4],
                ((Number) row[5]).intValue(),
                (Boolean) row[6],
                (String) row[7],
                Optional.ofNullable((String) row[8]));
    }
}
