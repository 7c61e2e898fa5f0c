package com.engram.admin.operations;

import com.engram.tenancy.TupleRows;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Figures of all tenants for the overview and queue pages. Read-only; needs the operator's scope. Periods end at the
 * database's current time.
 */
@ApplicationScoped
@Transactional
public class OperationsReport {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    /** Accounts, and how many of them are in which standing. */
    public record Accounts(long all, long active, long suspended, long overdue) {}

    /** What subscriptions bring in a month, by currency: yearly ones by the twelfth. */
    public record Revenue(String currency, BigDecimal monthly, long tenants) {}

    /** How many analyses finished in a period; the label is its start, as HH:MM in UTC. */
    public record TimeBucket(String label, long done, long rejected, long failed) {}

    /** How many analyses finished, by state. */
    public record FinishedCounts(long done, long rejected, long failed) {}

    /** Analyses that were rejected or failed in the last seven days, grouped by problem code. */
    public record FailureGroup(String code, String state, long count, Instant latest, String example) {}

    /** An analysis that was rejected or failed. Only a failed one can be retried. */
    public record FailedAnalysis(String id, String tenant, String name, boolean isOurs, Instant at, String detail) {}

    /** A model that scored images, and when. */
    public record ModelUse(String name, String version, long images, Instant first, Instant latest) {}

    public Accounts accounts() {
        Object[] row = (Object[]) entities.createNativeQuery("""
                        select count(*), count(*) filter (where exists (select from analysis a where a.tenant_id = t.id
                            and a.created_at > now() - interval '30 days')),
                          count(*) filter (where suspended_at is not null), count(*) filter (where read_only_since is not null)
                        from tenant t
                        """).getSingleResult();
        return new Accounts(number(row[0]), number(row[1]), number(row[2]), number(row[3]));
    }

    /** How many are on which plan. */
    public Map<String, Long> tenantsByPlan() {
        return TupleRows.of(entities.createNativeQuery(
                        "select plan_code, count(*) from tenant group by plan_code", Tuple.class))
                .collect(Collectors.toMap(row -> row.get(0, String.class), row -> number(row.get(1))));
    }

    @SuppressWarnings("unchecked")
    public List<Revenue> revenue() {
        List<Object[]> rows = entities.createNativeQuery("""
                        select v.currency, sum(case v.billing_interval when 'year' then v.price_cents / 12.0 else v.price_cents end), count(*)
                        from tenant t join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
                        where v.price_cents > 0 and t.suspended_at is null
                        group by v.currency order by 2 desc
                        """).getResultList();
        return rows.stream()
                .map(row -> new Revenue(
                        (String) row[0],
                        new BigDecimal(row[1].toString()).movePointLeft(2).setScale(2, RoundingMode.HALF_EVEN),
                        number(row[2])))
                .toList();
    }

    /** How many analyses finished in the last 24 hours. */
    public FinishedCounts countFinished() {
        Object[] row = (Object[]) entities.createNativeQuery("""
                        select count(*) filter (where state = 'DONE'), count(*) filter (where state = 'REJECTED'),
                          count(*) filter (where state = 'FAILED')
                        from analysis where finished_at > now() - interval '1 day'
                        """).getSingleResult();
        return new FinishedCounts(number(row[0]), number(row[1]), number(row[2]));
    }

    /** Finished analyses in each of the last hours; the current hour comes last. */
    public List<TimeBucket> listHours(int hours) {
        return listBuckets("1 hour", hours);
    }

    /** Finished analyses in each of the last minutes; the current minute comes last. */
    List<TimeBucket> listMinutes(int minutes) {
        return listBuckets("1 minute", minutes);
    }

    @SuppressWarnings("unchecked")
    private List<TimeBucket> listBuckets(String length, int count) {
        List<Object[]> rows = entities.createNativeQuery("""
            select to_char(s at time zone 'UTC', 'HH24:MI'), count(a.id) filter (where a.state = 'DONE'),
                          count(a.id) filter (where a.state = 'REJECTED'), count(a.id) filter (where a.state = 'FAILED')
            from generate_series(date_bin(cast(:length as interval), now(), timestamptz '2020-01-01 00:00Z')
                  - :before * cast(:length as interval), now(), cast(:length as interval)) s
              left join analysis a on a.finished_at >= s and a.finished_at < s + cast(:length as interval)
            group by s order by s
            """)
                .setParameter("length", length)
                .setParameter("before", count - 1)
                .getResultList();
        return rows.stream()
                .map(row -> new TimeBucket((String) row[0], number(row[1]), number(row[2]), number(row[3])))
                .toList();
    }

    @SuppressWarnings("unchecked")
    List<FailureGroup> listFailures() {
        List<Object[]> rows = entities.createNativeQuery("""
                        select problem_code, state, count(*), max(finished_at), max(problem_detail) from analysis
                        where state in ('REJECTED', 'FAILED') and finished_at > now() - interval '7 days'
                        group by problem_code, state order by count(*) desc limit 50
                        """).getResultList();
        return rows.stream()
                .map(row -> new FailureGroup(
                        (String) row[0], (String) row[1], number(row[2]), (Instant) row[3], (String) row[4]))
                .toList();
    }

    @SuppressWarnings("unchecked")
    public List<ModelUse> listModels() {
        List<Object[]> rows = entities.createNativeQuery("""
                        select model_name, model_version, count(*), min(finished_at), max(finished_at) from analysis
                        where model_name is not null group by 1, 2 order by max(finished_at) desc nulls last limit 100
                        """).getResultList();
        return rows.stream()
                .filter(row -> row[3] != null)
                .map(row -> new ModelUse(
                        (String) row[0], (String) row[1], number(row[2]), (Instant) row[3], (Instant) row[4]))
                .toList();
    }

    /** The newest analyses that were rejected or failed with a code in the last seven days. */
    @SuppressWarnings("unchecked")
    List<FailedAnalysis> listFailed(String code, int limit) {
        List<Object[]> rows = entities.createNativeQuery("""
            select a.id, t.id, t.name, a.state, a.finished_at, a.problem_detail
            from analysis a join tenant t on t.id = a.tenant_id
            where a.problem_code = :code and a.state in ('REJECTED', 'FAILED')
              and a.finished_at > now() - interval '7 days'
            order by a.finished_at desc limit :limit
            """)
                .setParameter("code", code)
                .setParameter("limit", limit)
                .getResultList();
        return rows.stream()
                .map(row -> new FailedAnalysis(
                        PublicId.ANALYSIS.of((UUID) row[0]),
                        PublicId.TENANT.of((UUID) row[1]),
                        (String) row[2],
                        row[3].equals("FAILED"),
                        (Instant) row[4],
                        (String) row[5]))
                .toList();
    }

    private static long number(Object count) {
        return ((Number) count).longValue();
    }
}
