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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes one attempt to deliver an event, and records the result. Runs outside a transaction, because the endpoint may take
 * long to respond. An endpoint that does not respond gets pauses, which count as no attempts.
 */
@AsOperator
@ApplicationScoped
public class DeliverWebhook {

    /** The delays between attempts, as the Standard Webhooks specification proposes them: three days in all. */
    static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** A delivery fails after this many attempts. */
    public static final int MAX_ATTEMPTS = DELAYS.size() + 1;

    /** A delivery that still waits for an endpoint after this time fails, however few attempts were made. */
    private static final Duration MAX_AGE = Duration.ofDays(4);

    /** The status with which an endpoint says that it wants no more events. */
    private static final int GONE = 410;

    private final WebhookDeliveries deliveries;
    private final PublicHttpClient httpClient;
    private final EndpointBreakers breakers;
    private final DisableFailingEndpoints disableFailing;
    private final Clock clock;

    @Inject
    DeliverWebhook(
            WebhookDeliveries deliveries,
            PublicHttpClient httpClient,
            EndpointBreakers breakers,
            DisableFailingEndpoints disableFailing,
            Clock clock) {
        this.deliveries = deliveries;
        this.httpClient = httpClient;
        this.breakers = breakers;
        this.disableFailing = disableFailing;
        this.clock = clock;
    }

    /** Makes an attempt, unless the endpoint may not be called now. */
    public DeliveryResult deliver(UUID id) {
        Optional<PendingDelivery> pending = deliveries.findPending(id);
        if (pending.isEmpty()) {
            return new DeliveryResult.Finished();
        }
        if (!pending.get().enabled()) {
            deliveries.recordAttempt(id, DeliveryState.FAILED, null, "The endpoint is disabled.", null);
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
            deliveries.postpone(id, until);
            return new DeliveryResult.Due(until);
        }
        deliveries.recordAttempt(id, DeliveryState.FAILED, null, "The endpoint did not respond for four days.", null);
        disableFailing.recordFailure(pending.endpoint(), false);
        return new DeliveryResult.Finished();
    }

    private DeliveryResult record(UUID id, PendingDelivery pending, PublicHttpClient.HttpResult answer) {
        if (answer instanceof Completed answered && answered.status() / 100 == 2) {
            deliveries.recordAttempt(id, DeliveryState.DELIVERED, answered.status(), null, null);
            disableFailing.recordSuccess(pending.endpoint());
            return new DeliveryResult.Finished();
        }
        Integer status = answer instanceof Completed answered ? answered.status() : null;
        String error = answer instanceof PublicHttpClient.Unreachable unreachable
                ? unreachable.reason()
                : "The endpoint responded with %d; only 2xx counts as received.".formatted(status);
        boolean gone = status != null && status == GONE;
        Optional<Instant> next = gone ? Optional.empty() : nextAttempt(pending.attempts());
        deliveries.recordAttempt(
                id, next.isPresent() ? DeliveryState.PENDING : DeliveryState.FAILED, status, error, next.orElse(null));
        disableFailing.recordFailure(pending.endpoint(), gone);
        return next.<DeliveryResult>map(DeliveryResult.Due::new).orElseGet(DeliveryResult.Finished::new);
    }

    private Optional<Instant> nextAttempt(int attemptsBefore) {
        return attemptsBefore < DELAYS.size()
                ? Optional.of(clock.instant().plus(DELAYS.get(attemptsBefore)))
                : Optional.empty();
    }

    private PublicHttpClient.HttpResult send(PendingDelivery pending) {
        SignedMessage message = SignedMessage.of(pending.event(), pending.secrets(), pending.body(), clock.instant());
        return httpClient.post(pending.url(), message.headers(), message.body());
    }
}
