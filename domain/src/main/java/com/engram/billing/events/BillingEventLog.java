package com.engram.billing.events;

import com.engram.billing.payments.BillingEvent;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the processor told, each once. */
@ApplicationScoped
@Transactional
public class BillingEventLog {

    /** Longer than the processor tells a thing again. */
    private static final Duration KEPT = Duration.ofDays(60);

    private static final int LONGEST_PROBLEM = 500;

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    BillingEventLog(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** Something that could not be acted on, and has not been since. */
    public record Trouble(String id, UUID tenant, String type, Instant receivedAt, int attempts, String problem) {}

    /** Whether it was acted on. */
    boolean isHandled(String id) {
        return !entities.createNativeQuery(
                        "select 1 from billing_event where id = :id and handled_at is not null", Integer.class)
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }

    /** Writes down that it is acted on in this transaction; false if it was already. */
    boolean begin(BillingEvent notice) {
        return entities.createNativeQuery("""
                        insert into billing_event (id, tenant_id, type, received_at, attempts, handled_at)
                        values (:id, :tenant, :type, :now, 1, :now)
                        on conflict (id) do update set attempts = billing_event.attempts + 1, handled_at = :now, last_error = null
                          where billing_event.handled_at is null
                        """)
                        .setParameter("id", notice.id())
                        .setParameter("tenant", Scope.getTenant().value())
                        .setParameter("type", notice.type())
                        .setParameter("now", clock.instant())
                        .executeUpdate()
                == 1;
    }

    /** Writes down that it could not be acted on, for the operator to see. */
    public void failed(BillingEvent notice, String problem) {
        entities.createNativeQuery("""
                        insert into billing_event (id, tenant_id, type, received_at, attempts, last_error)
                        values (:id, :tenant, :type, :now, 1, :problem)
                        on conflict (id) do update set attempts = billing_event.attempts + 1, last_error = :problem
                          where billing_event.handled_at is null
                        """)
                .setParameter("id", notice.id())
                .setParameter("tenant", Scope.getTenant().value())
                .setParameter("type", notice.type())
                .setParameter("now", clock.instant())
                .setParameter("problem", problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM)))
                .executeUpdate();
    }

    /** What the operator should look at, the newest first. */
    public List<Trouble> listTroubles(int limit) {
        return TupleRows.of(entities.createNativeQuery("""
                                select id, tenant_id, type, received_at, attempts, last_error from billing_event
                                where handled_at is null order by received_at desc
                                """, Tuple.class).setMaxResults(limit))
                .map(row -> new Trouble(
                        row.get(0, String.class),
                        row.get(1, UUID.class),
                        row.get(2, String.class),
                        row.get(3, Instant.class),
                        ((Number) row.get(4)).intValue(),
                        String.valueOf(row.get(5))))
                .toList();
    }

    /** Forgets old ones. */
    public void forgetOld() {
        entities.createNativeQuery("delete from billing_event where received_at < :before")
                .setParameter("before", clock.instant().minus(KEPT))
                .executeUpdate();
    }
}
