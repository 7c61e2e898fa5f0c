package com.engram.webhooks;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and records deliveries of events to endpoints. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class WebhookDeliveries {

    private final Database database;

    @Inject
    WebhookDeliveries(Database database) {
        this.database = database;
    }

    /**
     * An event that an endpoint has not received yet.
     *
     * @param secrets those that sign it now
     * @param enabled whether the endpoint receives anything
     * @param attempts how many attempts have been made
     */
    record PendingDelivery(
            UUID event,
            UUID endpoint,
            String body,
            URI url,
            List<String> secrets,
            boolean enabled,
            int attempts,
            Instant createdAt) {}

    /**
     * A delivery of an event to an endpoint.
     *
     * @param state pending, delivered or failed
     * @param status the HTTP status of the last attempt, if there was a response
     * @param error why the last attempt failed, as text for people
     * @param nextAttemptAt when the next attempt is made; empty if none follows, and before the first one
     */
    public record DeliveryRecord(
            UUID id,
            UUID event,
            String type,
            String state,
            int attempts,
            @Nullable Integer status,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant attemptedAt,
            @Nullable Instant nextAttemptAt) {}

    private record DeliveryRow(
            UUID id,
            UUID event,
            String type,
            DeliveryState state,
            int attempts,
            @Nullable Integer httpStatus,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant attemptedAt,
            @Nullable Instant nextAttemptAt) {

        DeliveryRecord toRecord() {
            return new DeliveryRecord(
                    id,
                    event,
                    type,
                    state.name().toLowerCase(Locale.ROOT),
                    attempts,
                    httpStatus,
                    error,
                    createdAt,
                    attemptedAt,
                    nextAttemptAt);
        }
    }

    private record PendingRow(
            UUID event,
            UUID endpoint,
            String body,
            String url,
            List<String> secrets,
            boolean enabled,
            int attempts,
            Instant createdAt) {

        PendingDelivery toDelivery() {
            return new PendingDelivery(event, endpoint, body, URI.create(url), secrets, enabled, attempts, createdAt);
        }
    }

    /**
     * A position in a list of deliveries.
     *
     * @param createdAt of the last delivery of the page before
     */
    public record Position(Instant createdAt, UUID id) {}

    private static final String SELECT = """
        select d.id, e.id as event, e.type, d.state, d.attempts, d.http_status, d.error, d.created_at, d.attempted_at,
          d.next_attempt_at
        from webhook_delivery d join webhook_event e on e.id = d.event_id
        """;

    /** The newest deliveries to an endpoint of the current tenant. */
    public List<DeliveryRecord> listDeliveries(UUID endpoint, int limit) {
        return listDeliveries(endpoint, Optional.empty(), limit);
    }

    /**
     * Deliveries to an endpoint of the current tenant, the newest first.
     *
     * @param after where the page before ended
     */
    public List<DeliveryRecord> listDeliveries(UUID endpoint, Optional<Position> after, int limit) {
        return database
                .sql(SELECT + """
            where d.endpoint_id = :endpoint
              and (cast(:before as timestamptz) is null or (d.created_at, d.id) < (cast(:before as timestamptz), cast(:id as uuid)))
            order by d.created_at desc, d.id desc limit :limit
            """)
                .bind("endpoint", endpoint)
                .bind("before", after.map(Position::createdAt))
                .bind("id", after.map(Position::id))
                .bind("limit", limit)
                .list(DeliveryRow.class)
                .stream()
                .map(DeliveryRow::toRecord)
                .toList();
    }

    /** A delivery to an endpoint of the current tenant, also one that the running transaction has inserted. */
    @Transactional
    Optional<DeliveryRecord> findDelivery(UUID endpoint, UUID id) {
        return database.sql(SELECT + "where d.endpoint_id = :endpoint and d.id = :id")
                .bind("endpoint", endpoint)
                .bind("id", id)
                .find(DeliveryRow.class)
                .map(DeliveryRow::toRecord);
    }

    /** A delivery that is still to be made; empty if it has been made or its endpoint was deleted. */
    Optional<PendingDelivery> findPending(UUID id) {
        return database.sql("""
            select e.id as event, p.id as endpoint, e.body, p.url,
              case when p.previous_secret_until > now() then array[p.secret, p.previous_secret]
                else array[p.secret] end as secrets,
              p.enabled, d.attempts, d.created_at
            from webhook_delivery d join webhook_event e on e.id = d.event_id
              join webhook_endpoint p on p.id = d.endpoint_id
            where d.id = :id and d.state = :pending
            """)
                .bind("id", id)
                .bind("pending", DeliveryState.PENDING)
                .find(PendingRow.class)
                .map(PendingRow::toDelivery);
    }

    /**
     * Records an attempt.
     *
     * @param state of the delivery after this attempt
     * @param nextAttemptAt of the next attempt; null if none follows
     */
    void recordAttempt(
            UUID id,
            DeliveryState state,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable Instant nextAttemptAt) {
        database.sql("""
            update webhook_delivery set state = :state, attempts = attempts + 1, http_status = :status,
              error = :error, attempted_at = now(), next_attempt_at = :next where id = :id
            """)
                .bind("state", state)
                .bind("status", status)
                .bind("error", error)
                .bind("next", nextAttemptAt)
                .bind("id", id)
                .update();
    }

    /** Records that the next attempt is made later, because the endpoint may not be called now. */
    void postpone(UUID id, Instant until) {
        database.sql("update webhook_delivery set next_attempt_at = :until where id = :id")
                .bind("until", until)
                .bind("id", id)
                .update();
    }

    /** An event that waits to be collected. */
    record WaitingEvent(UUID event, String type, String body) {}

    /** The oldest events that wait at a listener of the current tenant. */
    List<WaitingEvent> listWaiting(UUID endpoint, int limit) {
        return database.sql("""
            select e.id as event, e.type, e.body
            from webhook_delivery d join webhook_event e on e.id = d.event_id
            where d.endpoint_id = :endpoint and d.state = :pending order by d.created_at, e.id limit :limit
            """)
                .bind("endpoint", endpoint)
                .bind("pending", DeliveryState.PENDING)
                .bind("limit", limit)
                .list(WaitingEvent.class);
    }

    /** Fails the deliveries to a listener of the current tenant that were not collected in time. */
    void failUncollected(UUID endpoint, Duration maxWait) {
        database.sql("""
            update webhook_delivery set state = :failed, error = 'Nobody collected the message in time.'
            where endpoint_id = :endpoint and state = :pending
              and created_at < now() - make_interval(secs => :seconds)
            """)
                .bind("failed", DeliveryState.FAILED)
                .bind("endpoint", endpoint)
                .bind("pending", DeliveryState.PENDING)
                .bind("seconds", maxWait.toSeconds())
                .update();
    }

    /** Records the answer to an event that waited at a listener of the current tenant; false if none did. */
    boolean recordCollected(
            UUID endpoint, UUID event, DeliveryState state, @Nullable Integer status, @Nullable String error) {
        return database.sql("""
            update webhook_delivery d set state = :state, attempts = attempts + 1, http_status = :status,
              error = :error, attempted_at = now()
            from webhook_endpoint p
            where p.id = d.endpoint_id and p.url = :listener and d.endpoint_id = :endpoint and d.event_id = :event
              and d.state = :pending
            """)
                        .bind("state", state)
                        .bind("status", status)
                        .bind("error", error)
                        .bind("listener", WebhookEndpoint.LISTENER.toString())
                        .bind("endpoint", endpoint)
                        .bind("event", event)
                        .bind("pending", DeliveryState.PENDING)
                        .update()
                > 0;
    }

    /** Deletes events that are a month old, with their deliveries; how many. */
    @AsOperator
    public int deleteOld(int limit) {
        return database.sql("""
            delete from webhook_event where id in (
              select id from webhook_event where created_at < now() - interval '30 days' limit :limit)
            """).bind("limit", limit).update();
    }
}
