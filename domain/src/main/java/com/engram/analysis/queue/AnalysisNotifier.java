package com.engram.analysis.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells every server what changed, by PostgreSQL's NOTIFY: it arrives when the transaction commits, and the same news
 * of one transaction arrives once.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class AnalysisNotifier {

    /** There is work. */
    public static final String QUEUE = "engram_queue";

    /** There are results; the payload names their tenants, by id and space. */
    public static final String RESULTS = "engram_results";

    /** Keeps the payload below PostgreSQL's 8,000 bytes. */
    private static final int MOST_TENANTS = 200;

    private final EntityManager entities;

    @Inject
    AnalysisNotifier(EntityManager entities) {
        this.entities = entities;
    }

    public void queueGrew() {
        tell(QUEUE, "");
    }

    public void resultsFor(Collection<UUID> tenants) {
        if (!tenants.isEmpty()) {
            tell(
                    RESULTS,
                    tenants.stream().limit(MOST_TENANTS).map(UUID::toString).collect(Collectors.joining(" ")));
        }
    }

    private void tell(String channel, String payload) {
        entities.createNativeQuery("select cast(pg_notify(:channel, :payload) as text)", String.class)
                .setParameter("channel", channel)
                .setParameter("payload", payload)
                .getSingleResult();
    }
}
