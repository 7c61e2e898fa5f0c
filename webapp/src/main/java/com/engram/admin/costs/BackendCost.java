package com.engram.admin.costs;

import com.engram.analysis.reports.ScoringCosts.CostLine;
import com.engram.language.Language;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a backend did for all tenants in a month, and what it cost.
 *
 * @param calls all calls, also those without a result
 * @param withoutResult how many of them failed or rejected the image
 * @param seconds the time that is paid
 * @param gigabyteSeconds the same by the memory, where memory is paid
 * @param storageRequests requests to the object store
 */
public record BackendCost(
        String backend,
        String task,
        long calls,
        long withoutResult,
        BigDecimal seconds,
        BigDecimal gigabyteSeconds,
        long storageRequests,
        BigDecimal cost) {

    /** The sums over all tenants by backend and task, the highest cost first. */
    static List<BackendCost> sum(List<CostLine> lines) {
        Map<String, BackendCost> sums = new LinkedHashMap<>();
        lines.forEach(line -> sums.merge(line.backend() + " " + line.task(), of(line), BackendCost::plus));
        List<BackendCost> sorted = new ArrayList<>(sums.values());
        sorted.sort(Comparator.comparing(BackendCost::cost).reversed());
        return sorted;
    }

    private static BackendCost of(CostLine line) {
        return new BackendCost(
                line.backend(),
                line.task().name().toLowerCase(Locale.ROOT),
                line.use().requests(),
                line.use().withoutResult(),
                BigDecimal.valueOf(line.use().billedMillis()).movePointLeft(3),
                line.use().gigabyteSeconds(),
                line.use().storageWrites() + line.use().storageReads(),
                line.cost());
    }

    private BackendCost plus(BackendCost other) {
        return new BackendCost(
                backend,
                task,
                calls + other.calls,
                withoutResult + other.withoutResult,
                seconds.add(other.seconds),
                gigabyteSeconds.add(other.gigabyteSeconds),
                storageRequests + other.storageRequests,
                cost.add(other.cost));
    }

    /** The paid time as text, in seconds. */
    public String secondsText(Language language) {
        return MarginReport.number(seconds, 1, language);
    }

    /** The paid time by memory as text, in gigabyte-seconds. */
    public String gigabyteSecondsText(Language language) {
        return MarginReport.number(gigabyteSeconds, 1, language);
    }

    /** The cost as text. */
    public String costText(Language language) {
        return MarginReport.format(cost, language);
    }
}
