package com.engram.analysis.results;

import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.images.Image;
import com.engram.plans.usage.UsageThresholds;
import com.engram.tenancy.JdbcBatch;
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
 * Settles the credits that were reserved for analyses: used if delivered, released if not. The same bytes, model and
 * task are charged once to a tenant, which a unique index holds even if two are recorded at once.
 */
@ApplicationScoped
public class ChargeAnalyses {

    private final EntityManager entities;
    private final UsageThresholds thresholds;

    @Inject
    ChargeAnalyses(EntityManager entities, UsageThresholds thresholds) {
        this.entities = entities;
        this.thresholds = thresholds;
    }

    /** What a tenant's period is changed by. */
    private record Account(UUID tenant, LocalDate period) {}

    /** One delivered analysis, and what it is charged by. */
    private record Delivered(Analysis analysis, String sha256) {}

    private static final class Sum {
        private int released;
        private int used;
    }

    /**
     * Settles in the transaction that brought the analyses to their ends. Rows are taken in the same order by everybody
     * (bytes, then tenants), so that two pages never wait for each other.
     */
    @Transactional(TxType.MANDATORY)
    void settle(Collection<Analysis> ended) {
        Map<Account, Sum> sums =
                new TreeMap<>(Comparator.comparing(Account::tenant).thenComparing(Account::period));
        for (Analysis analysis : ended) {
            sum(sums, analysis).released += analysis.isFree() ? 0 : 1;
        }
        for (Analysis charged : charge(delivered(ended))) {
            sum(sums, charged).used++;
        }
        sums.forEach(this::book);
    }

    /** Enters what was told from results at hand; nothing was reserved for it. */
    @Transactional(TxType.MANDATORY)
    public void enterFree(Collection<Analysis> told) {
        enter(delivered(told), 0);
    }

    private static Sum sum(Map<Account, Sum> sums, Analysis analysis) {
        return sums.computeIfAbsent(new Account(analysis.tenant(), analysis.creditPeriod()), account -> new Sum());
    }

    private List<Delivered> delivered(Collection<Analysis> ended) {
        return ended.stream()
                .filter(analysis -> analysis.state() == AnalysisState.DONE)
                .map(analysis -> new Delivered(
                        analysis,
                        entities.find(Image.class, analysis.image()).sha256().orElseThrow()))
                .sorted(Comparator.comparing((Delivered d) -> d.analysis().tenant())
                        .thenComparing(Delivered::sha256)
                        .thenComparing(d -> d.analysis().id()))
                .toList();
    }

    /** Charges what has a price, and enters the rest with none; those that were charged. */
    private List<Analysis> charge(List<Delivered> all) {
        List<Delivered> priced =
                all.stream().filter(delivered -> !delivered.analysis().isFree()).toList();
        int[] entered = enter(priced, 1);
        List<Analysis> charged = IntStream.range(0, entered.length)
                .filter(i -> entered[i] == 1)
                .mapToObj(i -> priced.get(i).analysis())
                .toList();
        Set<Analysis> ofThose = new HashSet<>(charged);
        enter(
                all.stream()
                        .filter(delivered -> !ofThose.contains(delivered.analysis()))
                        .toList(),
                0);
        all.forEach(delivered -> delivered.analysis().charged(ofThose.contains(delivered.analysis()) ? 1 : 0));
        return charged;
    }

    private int[] enter(List<Delivered> delivered, int credits) {
        return JdbcBatch.in(entities)
                .execute("""
                    insert into credit_entry
                      (analysis_id, tenant_id, credit_period, credits, sha256, model_version, task, charged_at)
                    values (?, ?, ?, ?, ?, ?, ?, now())
                    on conflict do nothing
                    """, delivered.stream().map(each -> row(each, credits)).toList());
    }

    private static Object[] row(Delivered delivered, int credits) {
        Analysis analysis = delivered.analysis();
        return new Object[] {
            analysis.id(),
            analysis.tenant(),
            analysis.creditPeriod(),
            credits,
            delivered.sha256(),
            analysis.model().orElseThrow().version(),
            analysis.wantsDeepMap() ? "heatmap" : "score"
        };
    }

    private void book(Account account, Sum sum) {
        entities.createNativeQuery("""
            update usage_period set reserved = reserved - :released, used = used + :used
            where tenant_id = :tenant and starts_on = :period
            """)
                .setParameter("released", sum.released)
                .setParameter("used", sum.used)
                .setParameter("tenant", account.tenant())
                .setParameter("period", account.period())
                .executeUpdate();
        if (sum.used > 0) {
            thresholds.check(new TenantId(account.tenant()), account.period());
        }
    }
}
