package com.engram.analysis.reports;

import com.engram.analysis.backends.Task;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What scoring cost us, by calendar month, UTC. A tenant cannot read these rows. */
@AsOperator
@ApplicationScoped
@Transactional
public class ScoringCosts {

    private static final String SUMS = """
            select c.tenant_id as tenant, cast(date_trunc('month', c.recorded_at at time zone 'UTC') as date) as month,
              c.backend, c.task, count(*) as tasks, sum(c.millis) as millis, sum(c.cost) as cost
            from scoring_cost c
            where c.recorded_at >= cast(:from as timestamp) at time zone 'UTC'
              and c.recorded_at < cast(:to as timestamp) at time zone 'UTC' and %s
            group by 1, 2, 3, 4 order by month, cost desc, tenant, c.backend, c.task
            """;

    private final Database database;

    @Inject
    ScoringCosts(Database database) {
        this.database = database;
    }

    /**
     * What one backend did for one tenant in one month.
     *
     * @param tasks how many it completed
     * @param millis how long they took in total
     * @param cost estimated with the price table of the day, in the currency of the operator's bill
     */
    public record CostLine(
            UUID tenant, YearMonth month, String backend, Task task, long tasks, long millis, BigDecimal cost) {}

    private record CostRow(
            UUID tenant, LocalDate month, String backend, String task, long tasks, long millis, BigDecimal cost) {

        CostLine toLine() {
            return new CostLine(
                    tenant,
                    YearMonth.from(month),
                    backend,
                    Task.valueOf(task.toUpperCase(Locale.ROOT)),
                    tasks,
                    millis,
                    cost);
        }
    }

    /** All tenants' costs of a month, the highest first. */
    public List<CostLine> listMonth(YearMonth month) {
        return database
                .sql(SUMS.formatted("true"))
                .bind("from", month.atDay(1))
                .bind("to", month.plusMonths(1).atDay(1))
                .list(CostRow.class)
                .stream()
                .map(CostRow::toLine)
                .toList();
    }

    /** A tenant's costs from the first to the last month, both included, the oldest first. */
    public List<CostLine> listMonths(TenantId tenant, YearMonth first, YearMonth last) {
        return database
                .sql(SUMS.formatted("c.tenant_id = :tenant"))
                .bind("tenant", tenant)
                .bind("from", first.atDay(1))
                .bind("to", last.plusMonths(1).atDay(1))
                .list(CostRow.class)
                .stream()
                .map(CostRow::toLine)
                .toList();
    }
}
