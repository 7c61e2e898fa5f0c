package com.engram.jobs.cluster;

import com.engram.tenancy.Scope;
import com.engram.webhooks.DeliverWebhook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** One attempt to deliver a webhook, as the scheduler asks for it. */
@ApplicationScoped
class WebhookDeliveryTask {

    private final DeliverWebhook deliverWebhook;

    @Inject
    WebhookDeliveryTask(DeliverWebhook deliverWebhook) {
        this.deliverWebhook = deliverWebhook;
    }

    /**
     * Tries once.
     *
     * @throws IllegalStateException if it is to be tried again; the scheduler's backoff decides when
     */
    void attempt(String delivery) {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            if (!deliverWebhook.deliver(UUID.fromString(delivery))) {
                throw new IllegalStateException("The endpoint did not take it; again later");
            }
        }
    }
}
