package com.engram.webhooks;

import com.engram.database.Database;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Publishes an event to every endpoint that subscribes to it. The deliveries are inserted in the transaction that caused the
 * event, so they are made if it commits, and only then. Those of a listener wait until they are collected.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class PublishWebhookEvent {

    private static final String INSERT_DELIVERIES = """
        with subscribed as (
          select id, url from webhook_endpoint where tenant_id = :tenant and enabled
            and case when cast(:endpoint as uuid) is null then :type = any(events) else id = cast(:endpoint as uuid) end),
        event as (
          insert into webhook_event (id, tenant_id, type, body, created_at)
          select :event, :tenant, :type, :body, now() where exists (select from subscribed) returning id),
        delivery as (
          insert into webhook_delivery (id, tenant_id, endpoint_id, event_id, state, attempts, created_at)
          select gen_random_uuid(), :tenant, subscribed.id, event.id, :pending, 0, now() from subscribed, event
          returning id, endpoint_id)
        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
        select 'deliver-webhook', cast(delivery.id as text), now(), false, 1
        from delivery join subscribed on subscribed.id = delivery.endpoint_id where subscribed.url <> :listener
        """;

    private final Database database;

    @Inject
    PublishWebhookEvent(Database database) {
        this.database = database;
    }

    /** Those of the tenants that have an enabled endpoint. */
    public Set<UUID> listSubscribedTenants(Collection<UUID> tenants) {
        return Set.copyOf(database.sql(
                        "select distinct tenant_id from webhook_endpoint where tenant_id = any(:tenants) and enabled")
                .bind("tenants", tenants)
                .list(UUID.class));
    }

    /**
     * Publishes an event to the tenant's endpoints.
     *
     * @param data the content of the message, besides its type and time
     */
    public void publish(UUID tenant, WebhookEvent event, JsonObject data, Instant at) {
        insert(tenant, event, data, at, null);
    }

    /** Publishes a test event to one endpoint, whatever it subscribes to. */
    void publishTest(WebhookEndpoint endpoint, Instant at) {
        JsonObject data = Json.createObjectBuilder()
                .add("message", "This is a test. If you can read and verify it, all is well.")
                .build();
        insert(endpoint.tenant(), WebhookEvent.TEST, data, at, endpoint.id());
    }

    private void insert(UUID tenant, WebhookEvent event, JsonObject data, Instant at, @Nullable UUID endpoint) {
        String body = Json.createObjectBuilder()
                .add("type", event.code())
                .add("timestamp", at.toString())
                .add("data", data)
                .build()
                .toString();
        database.sql(INSERT_DELIVERIES)
                .bind("tenant", tenant)
                .bind("type", event.code())
                .bind("endpoint", endpoint)
                .bind("event", UuidCreator.getTimeOrderedEpoch())
                .bind("body", body)
                .bind("pending", DeliveryState.PENDING)
                .bind("listener", WebhookEndpoint.LISTENER.toString())
                .update();
    }
}
