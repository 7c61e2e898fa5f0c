package com.engram.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The log of deliveries. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class WebhookDeliveries {

    private final EntityManager entities;

    @Inject
    WebhookDeliveries(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * An event on its way to an endpoint.
     *
     * @param attempts how often it was tried
     */
    record Pending(UUID event, String body, URI url, String secret, int attempts) {}

    /**
     * What became of an event for an endpoint.
     *
     * @param state pending, delivered or failed
     * @param status the HTTP status of the last attempt, if there was an answer
     */
    public record Delivery(
            UUID event,
            String type,
            String state,
            int attempts,
            @Nullable Integer status,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant triedAt) {}

    /** The newest deliveries to an endpoint of the entered tenant. */
    @SuppressWarnings("unchecked")
    public List<Delivery> listDeliveries(UUID endpoint, int most) {
        Stream<Object[]> rows = entities.createNativeQuery("""
                        select e.id, e.type, lower(d.state), d.attempts, d.http_status, d.error, d.created_at, d.attempted_at
                        from webhook_delivery d join webhook_event e on e.id = d.event_id
                        where d.endpoint_id = :endpoint order by d.created_at desc, d.id limit :most
                        """)
                .setParameter("endpoint", endpoint)
                .setParameter("most", most)
                .getResultStream();
        return rows.map(row -> new Delivery(
                        (UUID) row[0],
                        (String) row[1],
                        (String) row[2],
                        ((Number) row[3]).intValue(),
                        row[4] == null ? null : ((Number) row[4]).intValue(),
                        (String) row[5],
                        (Instant) row[6],
                        (Instant) row[7]))
                .toList();
    }

    /** A delivery that is still to be made; empty if it was made or its endpoint is gone. */
    @SuppressWarnings("unchecked")
    Optional<Pending> findPending(UUID id) {
        Stream<Object[]> rows =
                entities.createNativeQuery("""
                        select e.id, e.body, p.url, p.secret, d.attempts
                        from webhook_delivery d join webhook_event e on e.id = d.event_id
                          join webhook_endpoint p on p.id = d.endpoint_id
                        where d.id = :id and d.state = 'PENDING'
                        """).setParameter("id", id).getResultStream();
        return rows.findFirst()
                .map(row -> new Pending(
                        (UUID) row[0],
                        (String) row[1],
                        URI.create((String) row[2]),
                        (String) row[3],
                        ((Number) row[4]).intValue()));
    }

    /** Writes an attempt down. */
    void tried(UUID id, String state, @Nullable Integer status, @Nullable String error) {
        entities.createNativeQuery("""
                        update webhook_delivery set state = :state, attempts = attempts + 1, http_status = :status,
                          error = :error, attempted_at = now() where id = :id
                        """)
                .setParameter("state", state)
                .setParameter("status", status)
                .setParameter("error", error)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Forgets events, with their deliveries, that are a month old; how many. In the operator's scope. */
    public int forgetOld(int most) {
        return entities.createNativeQuery("""
                        delete from webhook_event where id in (
                          select id from webhook_event where created_at < now() - interval '30 days' limit :most)
                        """).setParameter("most", most).executeUpdate();
    }
}
