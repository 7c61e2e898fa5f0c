package com.engram.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** Sends a test event to an endpoint of the current tenant. */
@ApplicationScoped
public class SendTestWebhook {

    private final WebhookEndpoints endpoints;
    private final PublishWebhookEvent publishEvent;
    private final Clock clock;

    @Inject
    SendTestWebhook(WebhookEndpoints endpoints, PublishWebhookEvent publishEvent, Clock clock) {
        this.endpoints = endpoints;
        this.publishEvent = publishEvent;
        this.clock = clock;
    }

    /** Queues the event; false if there is no endpoint with this id. */
    @Transactional
    public boolean send(UUID id) {
        return endpoints
                .findEndpoint(id)
                .map(endpoint -> {
                    publishEvent.publishTest(endpoint, clock.instant());
                    return true;
                })
                .orElse(false);
    }
}
