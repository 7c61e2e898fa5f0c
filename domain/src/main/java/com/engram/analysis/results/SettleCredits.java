package com.engram.analysis.results;

import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.scorers.Task;
import com.engram.database.Database;
import com.engram.images.Image;
import com.engram.plans.usage.UsageThresholds;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Settles the credits that were reserved for analyses: used for a delivered result, released otherwise. A tenant is charged
 * once for the same bytes, model and task. A unique index ensures that even if two analyses finish at the same time.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class SettleCredits {

    private final EntityManager entities;
    private final Database database;
    private final UsageThresholds thresholds;

    @Inject
    SettleCredits(EntityManager entities, Database database, UsageThresholds thresholds) {
        this.entities = entities;
        this.database = database;
        this.thresholds = thresholds;
    }

    private record UsagePeriodKey(UUID tenant, LocalDate period) {}

    private static final class Totals {
        private int released;
        private int used;
    }

    /** A delivered analysis and the hash of its image's bytes. */
    private record Delivered(Analysis analysis, String sha256) {}

    private record CreditEntry(
            UUID analysis,
            UUID tenant,
            LocalDate period,
            int credits,
            String sha256,
            String modelVersion,
            String task) {}

    /**
     * Settles analyses in the transaction in which they were finished. Rows are locked in a fixed order (by bytes, then by
     * tenant), so that two transactions cannot deadlock.
     */
    void settle(Collection<Analysis> finished) {
        Map<UsagePeriodKey, Totals> totals =
                new TreeMap<>(Comparator.comparing(UsagePeriodKey::tenant).thenComparing(UsagePeriodKey::period));
        for (Analysis analysis : finished) {
            totalsOf(analysis, totals).released += analysis.isFree() ? 0 : 1;
        }
        for (Analysis charged : charge(delivered(finished))) {
            totalsOf(charged, totals).used++;
        }
        totals.forEach(this::updateUsage);
    }

    /** Records delivered analyses without a charge, for which no credit was reserved. */
    void recordFree(Collection<Analysis> reused) {
        record(delivered(reused), 0);
    }

    private static Totals totalsOf(Analysis analysis, Map<UsagePeriodKey, Totals> totals) {
        return totals.computeIfAbsent(
                new UsagePeriodKey(analysis.tenant(), analysis.creditPeriod()), key -> new Totals());
    }

    private List<Delivered> delivered(Collection<Analysis> finished) {
        return finished.stream()
                .filter(analysis -> analysis.state() == AnalysisState.DONE)
                .map(analysis -> new Delivered(
                        analysis,
                        entities.find(Image.class, analysis.image()).sha256().orElseThrow()))
                .sorted(Comparator.comparing((Delivered d) -> d.analysis().tenant())
                        .thenComparing(Delivered::sha256)
                        .thenComparing(d -> d.analysis().id()))
                .toList();
    }

    /** Charges the analyses that are neither free nor charged already, and records all others without a charge. */
    private List<Analysis> charge(List<Delivered> delivered) {
        List<Delivered> chargeable =
                delivered.stream().filter(each -> !each.analysis().isFree()).toList();
        int[] recorded = record(chargeable, 1);
        List<Analysis> charged = IntStream.range(0, recorded.length)
                .filter(i -> recorded[i] == 1)
                .mapToObj(i -> chargeable.get(i).analysis())
                .toList();
        Set<Analysis> isCharged = new HashSet<>(charged);
        record(
                delivered.stream()
                        .filter(each -> !isCharged.contains(each.analysis()))
                        .toList(),
                0);
        delivered.forEach(each -> each.analysis().recordCharge(isCharged.contains(each.analysis()) ? 1 : 0));
        return charged;
    }

    private int[] record(List<Delivered> delivered, int credits) {
        // The charge is recorded in the analyses after this, so they are not written yet.
        return database.batchWithoutFlush(
                """
                insert into credit_entry
                  (analysis_id, tenant_id, credit_period, credits, sha256, model_version, task, charged_at)
                values (:analysis, :tenant, :period, :credits, :sha256, :modelVersion, :task, now())
                on conflict do nothing
                """, delivered.stream().map(each -> entry(each, credits)).toList());
    }

    private static CreditEntry entry(Delivered delivered, int credits) {
        Analysis analysis = delivered.analysis();
        Task task = analysis.isDeepHeatmapRequested() ? Task.HEATMAP : Task.SCORE;
        return new CreditEntry(
                analysis.id(),
                analysis.tenant(),
                analysis.creditPeriod(),
                credits,
                delivered.sha256(),
                analysis.model().orElseThrow().version(),
                task.code());
    }

    private void updateUsage(UsagePeriodKey key, Totals totals) {
        database.sql("""
            update usage_period set reserved = reserved - :released, used = used + :used
            where tenant_id = :tenant and starts_on = :period
            """)
                .bindAll(key)
                .bind("released", totals.released)
                .bind("used", totals.used)
                .update();
        if (totals.used > 0) {
            thresholds.check(new TenantId(key.tenant()), key.period());
        }
    }
}
