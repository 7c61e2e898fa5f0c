package com.engram.webhooks;

import com.engram.outbound.PublicHttpClient;
import com.engram.outbound.PublicHttpClient.Completed;
import com.engram.tenancy.AsOperator;
import com.engram.webhooks.WebhookDeliveries.PendingDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes one attempt to deliver an event, and records the result. Runs outside a transaction, because the endpoint may take
 * long to respond. An endpoint that does not respond gets pauses, which count as no attempts.
 */
@AsOperator
@ApplicationScoped
public class DeliverWebhook {

    /** A delivery fails after this many attempts, which is after about a day and a half. */
    public static final int MAX_ATTEMPTS = 9;

    /** The delays between attempts grow from five seconds to a day. */
    private static final Duration FIRST_DELAY = Duration.ofSeconds(5);

    private static final int DELAY_FACTOR = 4;

    /** A delivery that still waits for an endpoint after this time fails, however few attempts were made. */
    private static final Duration MAX_AGE = Duration.ofDays(2);

    /** The status with which an endpoint says that it wants no more events. */
    private static final int GONE = 410;

    private final WebhookDeliveries deliveries;
    private final PublicHttpClient httpClient;
    private final EndpointBreakers breakers;
    private final Clock clock;

    @Inject
    DeliverWebhook(WebhookDeliveries deliveries, PublicHttpClient httpClient, EndpointBreakers breakers, Clock clock) {
        this.deliveries = deliveries;
        this.httpClient = httpClient;
        this.breakers = breakers;
        this.clock = clock;
    }

    /** Makes an attempt, unless the endpoint may not be called now. */
    public DeliveryResult deliver(UUID id) {
        Optional<PendingDelivery> pending = deliveries.findPending(id);
        if (pending.isEmpty()) {
            return new DeliveryResult.Finished();
        }
        UUID endpoint = pending.get().endpoint();
        Optional<Instant> delay = breakers.findDelay(endpoint);
        if (delay.isPresent()) {
            return postpone(id, pending.get(), delay.get());
        }
        boolean responded = false;
        try {
            PublicHttpClient.HttpResult answer = send(pending.get());
            responded = answer instanceof Completed;
            return record(id, pending.get(), answer);
        } finally {
            breakers.finish(endpoint, responded);
        }
    }

    private DeliveryResult postpone(UUID id, PendingDelivery pending, Instant until) {
        if (pending.createdAt().plus(MAX_AGE).isAfter(clock.instant())) {
            return new DeliveryResult.Due(until);
        }
        deliveries.recordAttempt(id, DeliveryState.FAILED, null, "The endpoint did not respond for two days.");
        return new DeliveryResult.Finished();
    }

    private DeliveryResult record(UUID id, PendingDelivery pending, PublicHttpClient.HttpResult answer) {
        if (answer instanceof Completed answered && answered.status() / 100 == 2) {
            deliveries.recordAttempt(id, DeliveryState.DELIVERED, answered.status(), null);
            return new DeliveryResult.Finished();
        }
        Integer status = answer instanceof Completed answered ? answered.status() : null;
        String error = answer instanceof PublicHttpClient.Unreachable unreachable
                ? unreachable.reason()
                : "The endpoint responded with %d; only 2xx counts as received.".formatted(status);
        boolean last = pending.attempts() + 1 >= MAX_ATTEMPTS || (status != null && status == GONE);
        deliveries.recordAttempt(id, last ? DeliveryState.FAILED : DeliveryState.PENDING, status, error);
        return last ? new DeliveryResult.Finished() : new DeliveryResult.Due(nextAttempt(pending.attempts()));
    }

    private Instant nextAttempt(int attemptsBefore) {
        return clock.instant().plus(FIRST_DELAY.multipliedBy((long) Math.pow(DELAY_FACTOR, attemptsBefore)));
    }

    private PublicHttpClient.HttpResult send(PendingDelivery pending) {
        SignedMessage message = SignedMessage.of(pending.event(), pending.secret(), pending.body(), clock.instant());
        return httpClient.post(pending.url(), message.headers(), message.body());
    }
}
