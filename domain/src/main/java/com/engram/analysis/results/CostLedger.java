package com.engram.analysis.results;

import com.engram.analysis.Analysis;
import com.engram.analysis.backends.BackendCall;
import com.engram.analysis.scorers.BilledUsage;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Task;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records what each call of a backend cost the operator, also if it failed or rejected the image, by {@link CallPrices}. Time
 * is what the provider says that it bills, where it says so, and else what the server saw.
 */
@ApplicationScoped
class CostLedger {

    private static final int DIGITS = 9;

    private final Database database;
    private final CallPrices prices;

    @Inject
    CostLedger(Database database, CallPrices prices) {
        this.database = database;
        this.prices = prices;
    }

    /**
     * A call of a backend for an analysis.
     *
     * @param imageBytes the size of the image's file
     */
    record PaidCall(Analysis analysis, Task task, BackendCall call, long imageBytes) {

        private String result() {
            if (call.outcome() instanceof Outcome.Retry) {
                return "failed";
            }
            return call.outcome() instanceof Outcome.Rejected ? "rejected" : "done";
        }

        /** The upload and its copy belong to the score; a score writes the preview and the thumbnail. */
        private int storageWrites() {
            int written = task == Task.SCORE && call.outcome() instanceof Outcome.Scored ? 2 : 0;
            int own = call.storage().writes();
            return own + (isLast() && task == Task.SCORE ? 2 + written : written);
        }

        /** The scorer reads the image, and before that the server asks whether it has arrived. */
        private int storageReads() {
            return call.storage().reads() + (isLast() && task == Task.SCORE ? 2 : 1);
        }

        /** A failed call is followed by another one. */
        private boolean isLast() {
            return !(call.outcome() instanceof Outcome.Retry);
        }
    }

    private record Row(
            UUID tenant,
            UUID analysis,
            String task,
            String backend,
            String result,
            int millis,
            @Nullable Integer billedMillis,
            @Nullable Integer memoryMb,
            int storageWrites,
            int storageReads,
            long transferredBytes,
            BigDecimal storageCost,
            BigDecimal cost,
            String currency,
            BigDecimal exchangeRate,
            @Nullable LocalDate exchangeRateOn,
            @Nullable LocalDate pricesOn) {}

    @Transactional(TxType.MANDATORY)
    void record(Collection<PaidCall> calls) {
        // The analyses are changed once more after this, so they are not written yet.
        database.batchWithoutFlush("""
            insert into scoring_cost (tenant_id, analysis_id, task, backend, result, millis, billed_millis, memory_mb,
              storage_writes, storage_reads, transferred_bytes, storage_cost, cost, currency, exchange_rate,
              exchange_rate_on, prices_on)
            values (:tenant, :analysis, :task, :backend, :result, :millis, :billedMillis, :memoryMb,
              :storageWrites, :storageReads, :transferredBytes, :storageCost, :cost, :currency, :exchangeRate,
              cast(:exchangeRateOn as date), cast(:pricesOn as date))
            """, calls.stream().map(this::row).toList());
    }

    private Row row(PaidCall paid) {
        BackendCall call = paid.call();
        Optional<BilledUsage> billed = call.billed();
        Optional<Integer> memoryMb = billed.map(BilledUsage::memoryMb).or(() -> prices.memoryMb(call.backend()));
        BigDecimal compute =
                prices.call(call.backend(), billed.map(BilledUsage::millis).orElse(call.millis()), memoryMb);
        BigDecimal storage = prices.storage(paid.storageWrites(), paid.storageReads(), paid.imageBytes());
        return new Row(
                paid.analysis().tenant(),
                paid.analysis().id(),
                paid.task().code(),
                call.backend(),
                paid.result(),
                call.millis(),
                billed.map(BilledUsage::millis).orElse(null),
                memoryMb.orElse(null),
                paid.storageWrites(),
                paid.storageReads(),
                paid.imageBytes(),
                storage.setScale(DIGITS, RoundingMode.HALF_UP),
                compute.add(storage).setScale(DIGITS, RoundingMode.HALF_UP),
                prices.currency(),
                prices.exchangeRate(),
                prices.exchangeRateDate().orElse(null),
                prices.pricesDate().orElse(null));
    }
}
