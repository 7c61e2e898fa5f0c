package com.engram.webhooks;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.refusals.Refusal;
import com.engram.webhooks.WebhookDeliveries.DeliveryRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Sends an event of the current tenant to an endpoint again, as a new delivery with its own attempts. The message keeps its
 * id, so that a receiver that has it already can tell.
 */
@ApplicationScoped
public class ReplayDelivery {

    private final WebhookEndpoints endpoints;
    private final WebhookDeliveries deliveries;
    private final Database database;
    private final AuditLog audit;

    @Inject
    ReplayDelivery(WebhookEndpoints endpoints, WebhookDeliveries deliveries, Database database, AuditLog audit) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.database = database;
        this.audit = audit;
    }

    /** The result of a replay. */
    public sealed interface Result {}

    /** The event will be sent again. */
    public record Queued(DeliveryRecord delivery) implements Result {}

    /** The endpoint is disabled. */
    public record Refused(Refusal refusal) implements Result {}

    /** Queues a new delivery of a delivery's event; empty if the endpoint has no delivery with this id. */
    @Transactional
    public Optional<Result> replay(UUID endpoint, UUID delivery) {
        Optional<WebhookEndpoint> found = endpoints.findEndpoint(endpoint);
        Optional<DeliveryRecord> replayed = found.flatMap(known -> deliveries.findDelivery(endpoint, delivery));
        if (replayed.isEmpty()) {
            return Optional.empty();
        }
        if (!found.get().isEnabled()) {
            return Optional.of(new Refused(WebhookEndpoints.DISABLED));
        }
        UUID id = insert(found.get(), replayed.get().event());
        audit.record("webhook.replayed", replayed.get().type());
        return Optional.of(new Queued(deliveries.findDelivery(endpoint, id).orElseThrow()));
    }

    private UUID insert(WebhookEndpoint endpoint, UUID event) {
        return database.sql("""
            with delivery as (
              insert into webhook_delivery (id, tenant_id, endpoint_id, event_id, state, attempts, created_at)
              values (gen_random_uuid(), :tenant, :endpoint, :event, :pending, 0, now()) returning id),
            task as (
              insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
              select 'deliver-webhook', cast(id as text), now(), false, 1 from delivery where not :listener)
            select id from delivery
            """)
                .bind("tenant", endpoint.tenant())
                .bind("endpoint", endpoint.id())
                .bind("event", event)
                .bind("pending", DeliveryState.PENDING)
                .bind("listener", endpoint.isListener())
                .get(UUID.class);
    }
}
