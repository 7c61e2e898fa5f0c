package com.engram.jobs.analysis;

import com.engram.analysis.queue.AnalysisQueue;
import com.engram.analysis.scorers.Task;
import com.engram.tenancy.Scope;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Extends the leases of this server's partitions while their scorers work. Therefore a lease can be short, and the work of
 * a dead server is picked again soon, however long a scorer takes.
 */
@ApplicationScoped
class LeaseHeartbeat {

    private static final Logger LOG = Logger.getLogger(LeaseHeartbeat.class.getName());
    private static final long PERIOD_SECONDS = AnalysisQueue.LEASE.toSeconds() / 3;

    /** No scorer takes so long. An older lease belongs to a thread that hangs, so it may expire. */
    private static final long MAX_LEASE_NANOS = Duration.ofMinutes(15).toNanos();

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final AnalysisQueue queue;
    private final Set<LeasePage> pages = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> timer;

    @Inject
    @SuppressWarnings("NullAway.Init") // the server sets the resource
    LeaseHeartbeat(AnalysisQueue queue) {
        this.queue = queue;
    }

    @PostConstruct
    void start() {
        timer = scheduler.scheduleAtFixedRate(this::extendLeases, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    void register(LeasePage page) {
        pages.add(page);
    }

    void unregister(LeasePage page) {
        pages.remove(page);
    }

    /** How many partitions of this server work on that task, or wait for work. One that hangs does not count. */
    int countPartitions(Task task) {
        long now = System.nanoTime();
        return (int) pages.stream()
                .filter(page -> page.task() == task)
                .filter(page ->
                        page.unrecorded().values().stream().allMatch(pickedAt -> now - pickedAt < MAX_LEASE_NANOS))
                .count();
    }

    private void extendLeases() {
        long now = System.nanoTime();
        List<UUID> tokens = pages.stream()
                .flatMap(page -> page.unrecorded().entrySet().stream())
                .filter(lease -> now - lease.getValue() < MAX_LEASE_NANOS)
                .map(Map.Entry::getKey)
                .toList();
        if (tokens.isEmpty()) {
            return;
        }
        try (Scope.Entered ignored = Scope.enterOperator()) {
            queue.extend(tokens);
        } catch (RuntimeException e) {
            // A timer that throws is never called again.
            LOG.log(Level.WARNING, "Leases could not be extended; trying again", e);
        }
    }
}
