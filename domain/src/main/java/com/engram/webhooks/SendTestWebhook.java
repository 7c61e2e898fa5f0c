package com.engram.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** Sends a test message to an endpoint of the entered tenant. */
@ApplicationScoped
public class SendTestWebhook {

    private final WebhookEndpoints endpoints;
    private final PublishWebhookEvent announce;
    private final Clock clock;

    @Inject
    SendTestWebhook(WebhookEndpoints endpoints, PublishWebhookEvent announce, Clock clock) {
        this.endpoints = endpoints;
        this.announce = announce;
        this.clock = clock;
    }

    /** Queues the message; false if there is no endpoint of that id. */
    @Transactional
    public boolean test(UUID id) {
        return endpoints
                .findEndpoint(id)
                .map(endpoint -> {
                    announce.test(endpoint, clock.instant());
                    return true;
                })
                .orElse(false);
    }
}
