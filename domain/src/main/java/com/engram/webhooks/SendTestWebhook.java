package com.engram.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
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

    /** The result of asking for a test event. */
    public enum Result {
        QUEUED,
        /** A disabled endpoint receives nothing. */
        DISABLED,
        NOT_FOUND
    }

    /** Queues the event. */
    @Transactional
    public Result send(UUID id) {
        Optional<WebhookEndpoint> endpoint = endpoints.findEndpoint(id);
        if (endpoint.isEmpty()) {
            return Result.NOT_FOUND;
        }
        if (!endpoint.get().isEnabled()) {
            return Result.DISABLED;
        }
        publishEvent.publishTest(endpoint.get(), clock.instant());
        return Result.QUEUED;
    }
}
