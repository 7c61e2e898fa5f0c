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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what each task that was delivered cost us: {@code engram.cost.<backend>.perSecond}, or
 * {@code .perGbSecond} with {@code .memoryMb}, in the currency of the operator's bill.
 */
@ApplicationScoped
class CostLedger {

    private static final int DIGITS = 9;
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);
    private static final BigDecimal MEGABYTES = BigDecimal.valueOf(1_024);

    private final Database database;
    private final Config config;

    @Inject
    CostLedger(Database database, Config config) {
        this.database = database;
        this.config = config;
    }

    /** A task that a backend delivered, and how long it took. */
    record Delivery(Analysis analysis, Task task, String backend, int millis) {}

    private record Row(
            UUID tenant,
            UUID analysis,
            String task,
            String backend,
            int millis,
            @Nullable Integer memoryMb,
            BigDecimal cost) {}

    @Transactional(TxType.MANDATORY)
    void enter(Collection<Delivery> deliveries) {
        // The analyses are changed once more after this, so they are not written yet.
        database.batchWithoutFlush("""
                insert into scoring_cost (tenant_id, analysis_id, task, backend, millis, memory_mb, cost)
                values (:tenant, :analysis, :task, :backend, :millis, :memoryMb, :cost)
                """, deliveries.stream().map(this::row).toList());
    }

    private Row row(Delivery delivery) {
        Integer memoryMb = price(delivery.backend(), "memoryMb", Integer.class).orElse(null);
        return new Row(
                delivery.analysis().tenant(),
                delivery.analysis().id(),
                delivery.task().name().toLowerCase(Locale.ROOT),
                delivery.backend(),
                delivery.millis(),
                memoryMb,
                cost(delivery.backend(), delivery.millis(), memoryMb));
    }

    private BigDecimal cost(String backend, int millis, @Nullable Integer memory) {
        BigDecimal seconds = BigDecimal.valueOf(millis).divide(MILLIS, DIGITS, RoundingMode.HALF_UP);
        BigDecimal perSecond = price(backend, "perSecond", BigDecimal.class).orElse(BigDecimal.ZERO);
        BigDecimal perGbSecond = price(backend, "perGbSecond", BigDecimal.class).orElse(BigDecimal.ZERO);
        BigDecimal gigabytes = memory == null
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(memory).divide(MEGABYTES, DIGITS, RoundingMode.HALF_UP);
        return seconds.multiply(perSecond.add(perGbSecond.multiply(gigabytes))).setScale(DIGITS, RoundingMode.HALF_UP);
    }

    private <T> Optional<T> price(String backend, String what, Class<T> type) {
        return config.getOptionalValue("engram.cost." + backend + "." + what, type);
    }
}
