package com.engram.analysis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The queue as the jobs see it, over all tenants: work is picked under a lease, and a lease that ran out revives the
 * work. Runs in the operator's scope. All times are the database's, so that servers need not agree on the time.
 */
@ApplicationScoped
public class AnalysisQueue {

    /** A scorer that has not answered by then is given up. Longer than its own time limit. */
    static final Duration LEASE = Duration.ofSeconds(90);

    /**
     * The tenant that has the least in flight for its plan's weight goes first; within a tenant single images go
     * before batches, then the oldest. Locked rows are another server's and are passed over.
     */
    private static final String PICK = """
            with waiting as (
              select distinct tenant_id from analysis
              where state in (:waiting) and available_at <= now() and (leased_until is null or leased_until < now())),
            share as (
              select w.tenant_id, p.weight,
                (select count(*) from analysis f where f.tenant_id = w.tenant_id and f.leased_until >= now()
                   and f.state in ('SCORING', 'MAPPING')) as in_flight
              from waiting w join tenant t on t.id = w.tenant_id
                join plan_version p on p.plan_code = t.plan_code and p.version = t.plan_version),
            line as (
              select a.id, (s.in_flight + row_number() over (partition by s.tenant_id
                  order by (a.batch_id is not null), a.created_at)) / cast(s.weight as real) as turn
              from share s cross join lateral (
                select id, batch_id, created_at from analysis q
                where q.tenant_id = s.tenant_id and q.state in (:waiting) and q.available_at <= now()
                  and (q.leased_until is null or q.leased_until < now())
                order by (q.batch_id is not null), q.created_at
                limit :reach) a),
            picked as (
              select a.id from analysis a join line on line.id = a.id
              where a.state in (:waiting) and (a.leased_until is null or a.leased_until < now())
              order by line.turn limit least(:most, greatest(1, (select count(*) from line) / :lanes))
              for update of a skip locked)
            update analysis a
            set state = :under, lease_token = gen_random_uuid(), attempts = a.attempts + 1,
                leased_until = now() + make_interval(secs => :lease)
            from picked, image i
            where a.id = picked.id and i.id = a.image_id
            returning a.id, a.tenant_id, a.image_id, i.etag, a.lease_token, a.attempts
            """;

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
        List<Object[]> rows = entities.createNativeQuery(PICK)
                .setParameter("waiting", task == Task.SCORE ? List.of("QUEUED", "SCORING") : List.of("MAPPING"))
                .setParameter("under", task == Task.SCORE ? "SCORING" : "MAPPING")
                .setParameter("reach", most * 4)
                .setParameter("most", most)
                .setParameter("lanes", lanes)
                .setParameter("lease", (double) LEASE.toSeconds())
                .getResultList();
        return rows.stream().map(row -> lease(task, row)).toList();
    }

    /** Whether there is work for a task now. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean hasWork(Task task) {
        return (Boolean) entities.createNativeQuery("""
                        select exists (select from analysis where state in (:waiting) and available_at <= now()
                          and (leased_until is null or leased_until < now()))
                        """)
                .setParameter("waiting", task == Task.SCORE ? List.of("QUEUED", "SCORING") : List.of("MAPPING"))
                .getSingleResult();
    }

    /** How the queue stands. */
    @Transactional(TxType.REQUIRES_NEW)
    public QueueDepth depth() {
        Object[] row = (Object[]) entities.createNativeQuery("""
                        select count(*) filter (where leased_until is null or leased_until < now()),
                          count(*) filter (where leased_until >= now()),
                          coalesce(extract(epoch from now() - min(created_at)), 0)
                        from analysis where state in ('QUEUED', 'SCORING', 'MAPPING')
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
                ((Number) row[5]).intValue());
    }
}
