package com.engram.analysis.queue;

import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns work away while the line is longer than it may be: better told at once than kept waiting for hours. */
@ApplicationScoped
@Transactional
public class QueueLimit {

    /** A number so old still serves; each look counts the line. */
    private static final long GOOD_FOR_NANOS = Duration.ofSeconds(2).toNanos();

    private final EntityManager entities;
    private final long maxDepth;

    private long depth;
    private long seenAt = System.nanoTime() - GOOD_FOR_NANOS;

    @Inject
    QueueLimit(
            EntityManager entities,
            @ConfigProperty(name = "engram.queue.maxDepth", defaultValue = "100000") long maxDepth) {
        this.entities = entities;
        this.maxDepth = maxDepth;
    }

    /** Why there is no room for more now; empty if there is. */
    public synchronized Optional<Refusal> refusal() {
        if (System.nanoTime() - seenAt >= GOOD_FOR_NANOS) {
            depth = ((Number) entities.createNativeQuery("select queue_depth(:most)")
                            .setParameter("most", maxDepth)
                            .getSingleResult())
                    .longValue();
            seenAt = System.nanoTime();
        }
        return depth >= maxDepth
                ? Optional.of(new Refusal(
                        RefusalReason.QUEUE_FULL,
                        "There is more to do than we can do soon. Try again in half a minute."))
                : Optional.empty();
    }
}
