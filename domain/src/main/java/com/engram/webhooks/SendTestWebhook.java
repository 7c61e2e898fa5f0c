package com.engram.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** Sends a test message to an endpoint of the entered tenant. */
@ApplicationScoped
public class SendTestWebhook {

    @Inject
    private WebhookEndpoints endpoints;

    @Inject
    private PublishWebhookEvent announce;

    @Inject
    private Clock clock;

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
