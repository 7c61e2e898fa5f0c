package com.engram.analysis.results;

import com.engram.analysis.Analysis;
import com.engram.analysis.backends.Task;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Records what each completed task cost the operator. The prices are {@code engram.cost.<backend>.perSecond}, or {@code
 * .perGbSecond} together with {@code .memoryMb}, in the currency of the operator's own bill.
 */
@ApplicationScoped
class CostLedger {

    private static final int DIGITS = 9;
    private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1_000);
    private static final BigDecimal MEGABYTES_PER_GIGABYTE = BigDecimal.valueOf(1_024);

    private final Database database;
    private final Config config;

    @Inject
    CostLedger(Database database, Config config) {
        this.database = database;
        this.config = config;
    }

    /** A task that a backend completed, and its duration in milliseconds. */
    record CompletedTask(Analysis analysis, Task task, String backend, int millis) {}

    private record Row(
            UUID tenant,
            UUID analysis,
            String task,
            String backend,
            int millis,
            @Nullable Integer memoryMb,
            BigDecimal cost) {}

    @Transactional(TxType.MANDATORY)
    void record(Collection<CompletedTask> tasks) {
        // The analyses are changed once more after this, so they are not written yet.
        database.batchWithoutFlush("""
            insert into scoring_cost (tenant_id, analysis_id, task, backend, millis, memory_mb, cost)
            values (:tenant, :analysis, :task, :backend, :millis, :memoryMb, :cost)
            """, tasks.stream().map(this::row).toList());
    }

    private Row row(CompletedTask completed) {
        Integer memoryMb =
                findSetting(completed.backend(), "memoryMb", Integer.class).orElse(null);
        return new Row(
                completed.analysis().tenant(),
                completed.analysis().id(),
                completed.task().code(),
                completed.backend(),
                completed.millis(),
                memoryMb,
                cost(completed.backend(), completed.millis(), memoryMb));
    }

    private BigDecimal cost(String backend, int millis, @Nullable Integer memoryMb) {
        BigDecimal seconds = BigDecimal.valueOf(millis).divide(MILLIS_PER_SECOND, DIGITS, RoundingMode.HALF_UP);
        BigDecimal perSecond =
                findSetting(backend, "perSecond", BigDecimal.class).orElse(BigDecimal.ZERO);
        BigDecimal perGbSecond =
                findSetting(backend, "perGbSecond", BigDecimal.class).orElse(BigDecimal.ZERO);
        BigDecimal gigabytes = memoryMb == null
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(memoryMb).divide(MEGABYTES_PER_GIGABYTE, DIGITS, RoundingMode.HALF_UP);
        return seconds.multiply(perSecond.add(perGbSecond.multiply(gigabytes))).setScale(DIGITS, RoundingMode.HALF_UP);
    }

    private <T> Optional<T> findSetting(String backend, String name, Class<T> type) {
        return config.getOptionalValue("engram.cost." + backend + "." + name, type);
    }
}
