package com.engram.jobs.cluster;

import com.engram.tenancy.Scope;
import com.engram.webhooks.DeliverWebhook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** The scheduled task that attempts to deliver a webhook. */
@ApplicationScoped
class WebhookDeliveryTask {

    private final DeliverWebhook deliverWebhook;

    @Inject
    WebhookDeliveryTask(DeliverWebhook deliverWebhook) {
        this.deliverWebhook = deliverWebhook;
    }

    /**
     * Attempts a delivery once.
     *
     * @throws IllegalStateException if the delivery failed and has to be retried; the scheduler decides when
     */
    void attempt(String delivery) {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            if (!deliverWebhook.deliver(UUID.fromString(delivery))) {
                throw new IllegalStateException("The endpoint did not accept the webhook; the scheduler retries it");
            }
        }
    }
}
