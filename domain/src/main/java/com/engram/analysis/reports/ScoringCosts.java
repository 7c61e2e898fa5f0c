package com.engram.analysis.reports;

import com.engram.analysis.backends.Task;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What scoring has cost us, from the ledger, by calendar month, UTC. In the operator's scope; a tenant sees nothing. */
@ApplicationScoped
@Transactional
public class ScoringCosts {

    private static final String SUMS = """
            select c.tenant_id, cast(date_trunc('month', c.recorded_at at time zone 'UTC') as date) as month, c.backend, c.task,
              count(*), sum(c.millis), sum(c.cost)
            from scoring_cost c
            where c.recorded_at >= cast(:from as timestamp) at time zone 'UTC'
              and c.recorded_at < cast(:to as timestamp) at time zone 'UTC' and %s
            group by 1, 2, 3, 4 order by 2, 7 desc, 1, 3, 4
            """;

    private final EntityManager entities;

    @Inject
    ScoringCosts(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * What one backend did for one tenant in one month.
     *
     * @param tasks how many it delivered
     * @param millis how long they took, together
     * @param cost estimated, by the price table of the day, in the currency of the operator's bill
     */
    public record Line(
            UUID tenant, YearMonth month, String backend, Task task, long tasks, long millis, BigDecimal cost) {}

    /** All tenants' lines of a month, the dearest first. */
    @SuppressWarnings("unchecked")
    public List<Line> listMonth(YearMonth month) {
        List<Object[]> rows = entities.createNativeQuery(SUMS.formatted("true"))
                .setParameter("from", month.atDay(1))
                .setParameter("to", month.plusMonths(1).atDay(1))
                .getResultList();
        return rows.stream().map(ScoringCosts::line).toList();
    }

    /** A tenant's lines, both months and those between them, the oldest first. */
    @SuppressWarnings("unchecked")
    public List<Line> listMonths(TenantId tenant, YearMonth first, YearMonth last) {
        List<Object[]> rows = entities.createNativeQuery(SUMS.formatted("c.tenant_id = :tenant"))
                .setParameter("tenant", tenant.value())
                .setParameter("from", first.atDay(1))
                .setParameter("to", last.plusMonths(1).atDay(1))
                .getResultList();
        return rows.stream().map(ScoringCosts::line).toList();
    }

    private static Line line(Object[] row) {
        LocalDate month = row[1] instanceof LocalDate date ? date : ((java.sql.Date) row[1]).toLocalDate();
        return new Line(
                (UUID) row[0],
                YearMonth.from(month),
                (String) row[2],
                Task.valueOf(((String) row[3]).toUpperCase(Locale.ROOT)),
                ((Number) row[4]).longValue(),
                ((Number) row[5]).longValue(),
                (BigDecimal) row[6]);
    }
}
