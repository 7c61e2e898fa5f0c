package com.engram.jobs.cluster;

import com.engram.tenancy.Scope;
import com.engram.webhooks.DeliverWebhook;
import com.engram.webhooks.DeliveryResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * The scheduled task that attempts to deliver a webhook. Deliveries occupy a limited number of the scheduler's threads, so
 * that endpoints that hang stop no other task.
 */
@ApplicationScoped
class WebhookDeliveryTask {

    /** Deliveries of this server at a time. */
    static final int MAX_DELIVERIES = 16;

    private static final Duration BUSY_DELAY = Duration.ofSeconds(5);

    private final Semaphore permits = new Semaphore(MAX_DELIVERIES);
    private final DeliverWebhook deliverWebhook;
    private final Clock clock;

    @Inject
    WebhookDeliveryTask(DeliverWebhook deliverWebhook, Clock clock) {
        this.deliverWebhook = deliverWebhook;
        this.clock = clock;
    }

    /** Attempts a delivery once; returns when it is due again, empty if it is finished. */
    Optional<Instant> attempt(String delivery) {
        if (!permits.tryAcquire()) {
            return Optional.of(clock.instant().plus(BUSY_DELAY));
        }
        try (Scope.Entered ignored = Scope.enterOperator()) {
            return deliverWebhook.deliver(UUID.fromString(delivery)) instanceof DeliveryResult.Due due
                    ? Optional.of(due.at())
                    : Optional.empty();
        } finally {
            permits.release();
        }
    }
}
