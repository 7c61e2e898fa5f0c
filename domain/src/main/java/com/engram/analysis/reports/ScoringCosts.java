package com.engram.analysis.reports;

import com.engram.analysis.scorers.Task;
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
              c.backend, c.task, count(*) filter (where c.result = 'done') as tasks,
              coalesce(sum(c.millis) filter (where c.result = 'done'), 0) as millis,
              count(*) as requests, count(*) filter (where c.result <> 'done') as without_result,
              sum(coalesce(c.billed_millis, c.millis)) as billed_millis,
              coalesce(sum(coalesce(c.billed_millis, c.millis) / 1000.0 * c.memory_mb / 1024), 0) as gigabyte_seconds,
              sum(c.storage_writes) as storage_writes, sum(c.storage_reads) as storage_reads,
              sum(c.transferred_bytes) as transferred_bytes, sum(c.storage_cost) as storage_cost, sum(c.cost) as cost
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
     * @param millis how long these took in total
     * @param use what was paid for them, and for the calls without a result
     * @param cost estimated with the price table of the day, in the ledger's currency; the object store's part included
     */
    public record CostLine(
            UUID tenant,
            YearMonth month,
            String backend,
            Task task,
            long tasks,
            long millis,
            Use use,
            BigDecimal cost) {}

    /**
     * What was paid.
     *
     * @param requests calls of the backend
     * @param withoutResult how many of them failed or rejected the image
     * @param billedMillis what the provider says that it bills, and for other calls the time that the server saw
     * @param gigabyteSeconds the same time by the memory, where memory is paid
     * @param storageWrites requests to the object store that write: uploads, copies, previews
     * @param storageReads requests to it that read
     * @param transferredBytes bytes of images that the scorers read
     * @param storageCost the object store's part of the cost
     */
    public record Use(
            long requests,
            long withoutResult,
            long billedMillis,
            BigDecimal gigabyteSeconds,
            long storageWrites,
            long storageReads,
            long transferredBytes,
            BigDecimal storageCost) {}

    /**
     * The instances of a backend that is paid by time, in one month.
     *
     * @param seconds how long they were there, all together
     * @param cost of that time, in the ledger's currency
     * @param shared the part that calls used
     */
    public record InstanceTime(String backend, BigDecimal seconds, BigDecimal cost, BigDecimal shared) {

        /** The part that no call used. */
        public BigDecimal idle() {
            return cost.subtract(shared).max(BigDecimal.ZERO);
        }
    }

    private record CostRow(
            UUID tenant,
            LocalDate month,
            String backend,
            String task,
            long tasks,
            long millis,
            long requests,
            long withoutResult,
            long billedMillis,
            BigDecimal gigabyteSeconds,
            long storageWrites,
            long storageReads,
            long transferredBytes,
            BigDecimal storageCost,
            BigDecimal cost) {

        CostLine toLine() {
            return new CostLine(
                    tenant,
                    YearMonth.from(month),
                    backend,
                    Task.valueOf(task.toUpperCase(Locale.ROOT)),
                    tasks,
                    millis,
                    new Use(
                            requests,
                            withoutResult,
                            billedMillis,
                            gigabyteSeconds,
                            storageWrites,
                            storageReads,
                            transferredBytes,
                            storageCost),
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

    /** The instances that were paid by time in a month, by backend. */
    public List<InstanceTime> listInstanceTime(YearMonth month) {
        return database.sql("""
            select t.backend, sum(t.seconds) as seconds, sum(t.cost) as cost,
              coalesce((select sum(c.cost - c.storage_cost) from scoring_cost c where c.backend = t.backend
                and c.recorded_at >= cast(:from as timestamp) at time zone 'UTC'
                and c.recorded_at < cast(:to as timestamp) at time zone 'UTC'), 0) as shared
            from instance_time t
            where t.hour >= cast(:from as timestamp) at time zone 'UTC'
              and t.hour < cast(:to as timestamp) at time zone 'UTC'
            group by t.backend order by t.backend
            """)
                .bind("from", month.atDay(1))
                .bind("to", month.plusMonths(1).atDay(1))
                .list(InstanceTime.class);
    }
}
