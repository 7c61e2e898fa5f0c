package com.engram.analysis.results;

import com.engram.analysis.Analysis;
import com.engram.analysis.backends.Task;
import com.engram.tenancy.JdbcBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
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

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private Config config;

    /** A task that a backend delivered, and how long it took. */
    record Delivery(Analysis analysis, Task task, String backend, int millis) {}

    @Transactional(TxType.MANDATORY)
    void enter(Collection<Delivery> deliveries) {
        JdbcBatch.in(entities).execute("""
                        insert into scoring_cost (tenant_id, analysis_id, task, backend, millis, memory_mb, cost)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """, deliveries.stream().map(this::row).toList());
    }

    private Object[] row(Delivery delivery) {
        Integer memory = price(delivery.backend(), "memoryMb", Integer.class).orElse(null);
        return new @Nullable Object[] {
            delivery.analysis().tenant(),
            delivery.analysis().id(),
            delivery.task().name().toLowerCase(Locale.ROOT),
            delivery.backend(),
            delivery.millis(),
            memory,
            cost(delivery.backend(), delivery.millis(), memory)
        };
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
