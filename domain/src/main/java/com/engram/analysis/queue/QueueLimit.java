package com.engram.analysis.queue;

import com.engram.analysis.AnalysisState;
import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses new work while the queue is full: an immediate refusal is better than a wait of hours. A tenant has a limit of
 * its own, below that of all tenants together, so that nobody can fill the queue for everybody.
 */
@ApplicationScoped
@Transactional
public class QueueLimit {

    /** How long a count is used; each count scans a part of the queue. */
    private static final long CACHE_NANOS = Duration.ofSeconds(2).toNanos();

    /** Counts of more tenants than this are forgotten. */
    private static final int MAX_COUNTS = 1_000;

    private final Database database;
    private final long maxDepth;
    private final long maxDepthPerTenant;

    private final Map<TenantId, Count> tenants = new ConcurrentHashMap<>();
    private volatile Count all = Count.NONE;

    @Inject
    QueueLimit(
            Database database,
            @ConfigProperty(name = "engram.queue.maxDepth", defaultValue = "100000") long maxDepth,
            @ConfigProperty(name = "engram.queue.maxDepthPerAccount", defaultValue = "20000") long maxDepthPerTenant) {
        this.database = database;
        this.maxDepth = maxDepth;
        this.maxDepthPerTenant = maxDepthPerTenant;
    }

    /** A number of waiting analyses, and {@link System#nanoTime} when it was read. */
    private record Count(long waiting, long readAt) {

        static final Count NONE = new Count(0, System.nanoTime() - CACHE_NANOS);

        boolean isFresh() {
            return System.nanoTime() - readAt < CACHE_NANOS;
        }
    }

    /** The refusal of more work of the current tenant; empty while there is room. */
    public Optional<Refusal> findRefusal() {
        if (Scope.tenant()
                .filter(tenant -> countOf(tenant) >= maxDepthPerTenant)
                .isPresent()) {
            return Optional.of(new Refusal(
                    RefusalReason.QUEUE_FULL,
                    "This account already has %,d images in the queue, which is its limit. Try again in half a minute."
                            .formatted(maxDepthPerTenant),
                    Message.of("refusal.queue_full.account", maxDepthPerTenant)));
        }
        return countAll() >= maxDepth
                ? Optional.of(new Refusal(RefusalReason.QUEUE_FULL, "The queue is full. Try again in half a minute."))
                : Optional.empty();
    }

    private long countAll() {
        Count known = all;
        if (!known.isFresh()) {
            known = new Count(
                    database.sql("select queue_depth(:max)")
                            .bind("max", maxDepth)
                            .get(Long.class),
                    System.nanoTime());
            all = known;
        }
        return known.waiting();
    }

    private long countOf(TenantId tenant) {
        Count known = tenants.getOrDefault(tenant, Count.NONE);
        if (!known.isFresh()) {
            if (tenants.size() >= MAX_COUNTS) {
                tenants.clear();
            }
            known = new Count(countWaiting(tenant), System.nanoTime());
            tenants.put(tenant, known);
        }
        return known.waiting();
    }

    /** The states are literals, because the planner uses the partial index only if it sees their values. */
    private long countWaiting(TenantId tenant) {
        return database.sql("""
            select count(*) from (
              select from analysis
              where lease_token is null and state in ('%s', '%s') and tenant_id = :tenant limit :max) waiting
            """.formatted(AnalysisState.QUEUED, AnalysisState.MAPPING))
                .bind("tenant", tenant)
                .bind("max", maxDepthPerTenant)
                .get(Long.class);
    }
}
