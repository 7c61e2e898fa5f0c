package com.engram.webhooks;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event down for every endpoint that wants it, within the transaction that made it happen: it is told if that
 * commits, and only then.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class PublishWebhookEvent {

    private static final String OUTBOX = """
            with wanted as (
              select id from webhook_endpoint where tenant_id = :tenant and (:type = any(events) or id = :only)
                and (cast(:only as uuid) is null or id = :only)),
            event as (
              insert into webhook_event (id, tenant_id, type, body, created_at)
              select :event, :tenant, :type, :body, now() where exists (select from wanted) returning id),
            delivery as (
              insert into webhook_delivery (id, tenant_id, endpoint_id, event_id, state, attempts, created_at)
              select gen_random_uuid(), :tenant, wanted.id, event.id, 'PENDING', 0, now() from wanted, event returning id)
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            select 'deliver-webhook', cast(id as text), now(), false, 1 from delivery
            """;

    private final EntityManager entities;

    @Inject
    PublishWebhookEvent(EntityManager entities) {
        this.entities = entities;
    }

    /** Those of the tenants that have endpoints at all. */
    @SuppressWarnings("unchecked")
    public Set<UUID> listeners(Collection<UUID> tenants) {
        List<UUID> found = tenants.isEmpty()
                ? List.of()
                : entities.createNativeQuery(
                                "select distinct tenant_id from webhook_endpoint where tenant_id in (:tenants)",
                                UUID.class)
                        .setParameter("tenants", tenants)
                        .getResultList();
        return Set.copyOf(found);
    }

    /**
     * Announces an event to the tenant's endpoints.
     *
     * @param data what the message carries beside its type and time
     */
    public void announce(UUID tenant, WebhookEvent event, JsonObject data, Instant at) {
        write(tenant, event, data, at, null);
    }

    /** Sends a test to one endpoint, whatever it is signed up for. */
    public void test(WebhookEndpoint endpoint, Instant at) {
        JsonObject data = Json.createObjectBuilder()
                .add("message", "This is a test. If you can read and verify it, all is well.")
                .build();
        write(endpoint.tenant(), WebhookEvent.TEST, data, at, endpoint.id());
    }

    private void write(UUID tenant, WebhookEvent event, JsonObject data, Instant at, @Nullable UUID only) {
        String body = Json.createObjectBuilder()
                .add("type", event.code())
                .add("timestamp", at.toString())
                .add("data", data)
                .build()
                .toString();
        entities.createNativeQuery(OUTBOX)
                .setParameter("tenant", tenant)
                .setParameter("type", event.code())
                .setParameter("only", only)
                .setParameter("event", UuidCreator.getTimeOrderedEpoch())
                .setParameter("body", body)
                .executeUpdate();
    }
}
