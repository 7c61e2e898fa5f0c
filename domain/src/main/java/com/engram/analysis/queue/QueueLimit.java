package com.engram.analysis.queue;

import com.engram.database.Database;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses new work while the queue is full: an immediate refusal is better than a wait of hours. */
@ApplicationScoped
@Transactional
public class QueueLimit {

    /** The time for which a count is used. Each count scans the waiting part of the queue. */
    private static final long CACHE_NANOS = Duration.ofSeconds(2).toNanos();

    private final Database database;
    private final long maxDepth;

    private long depth;
    private long countedAt = System.nanoTime() - CACHE_NANOS;

    @Inject
    QueueLimit(
            Database database, @ConfigProperty(name = "engram.queue.maxDepth", defaultValue = "100000") long maxDepth) {
        this.database = database;
        this.maxDepth = maxDepth;
    }

    /** The refusal of more work; empty while there is room. */
    public synchronized Optional<Refusal> findRefusal() {
        if (System.nanoTime() - countedAt >= CACHE_NANOS) {
            depth = database.sql("select queue_depth(:max)")
                    .bind("max", maxDepth)
                    .get(Long.class);
            countedAt = System.nanoTime();
        }
        return depth >= maxDepth
                ? Optional.of(new Refusal(RefusalReason.QUEUE_FULL, "The queue is full. Try again in half a minute."))
                : Optional.empty();
    }
}
