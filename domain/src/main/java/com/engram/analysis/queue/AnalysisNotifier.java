package com.engram.analysis.queue;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Notifies all servers of changes by PostgreSQL's NOTIFY. A notification is sent when the transaction commits; equal
 * notifications of one transaction are sent once.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class AnalysisNotifier {

    /** The channel for new work in the queue. */
    public static final String QUEUE = "engram_queue";

    /** The channel for changed results. The payload lists the ids of their tenants, separated by spaces. */
    public static final String RESULTS = "engram_results";

    /** Keeps the payload below PostgreSQL's limit of 8,000 bytes. */
    private static final int MAX_TENANTS = 200;

    private final Database database;

    @Inject
    AnalysisNotifier(Database database) {
        this.database = database;
    }

    /** Notifies all servers that there is work in the queue. */
    public void notifyWorkQueued() {
        send(QUEUE, "");
    }

    /** Notifies all servers that analyses of these tenants have changed. */
    public void notifyResults(Collection<UUID> tenants) {
        if (!tenants.isEmpty()) {
            // Sorted, so that equal sets are equal notifications.
            send(
                    RESULTS,
                    tenants.stream()
                            .distinct()
                            .sorted()
                            .limit(MAX_TENANTS)
                            .map(UUID::toString)
                            .collect(Collectors.joining(" ")));
        }
    }

    private void send(String channel, String payload) {
        database.sql("select cast(pg_notify(:channel, :payload) as text)")
                .bind("channel", channel)
                .bind("payload", payload)
                .get(String.class);
    }
}
