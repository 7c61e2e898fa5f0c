package com.engram.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives the waiting messages of a listener to the program that collects them, and records the answers to them. A message is
 * given again until its answer is recorded, for ten minutes; then its delivery fails.
 */
@ApplicationScoped
public class CollectMessages {

    /** A program that comes later does not get a message that was meant for an earlier session. */
    static final Duration MAX_WAIT = Duration.ofMinutes(10);

    private static final int MAX_MESSAGES = 50;
    private static final int MAX_ERROR_LENGTH = 200;

    private final WebhookEndpoints endpoints;
    private final WebhookDeliveries deliveries;
    private final Clock clock;

    @Inject
    CollectMessages(WebhookEndpoints endpoints, WebhookDeliveries deliveries, Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * A message that waits.
     *
     * @param type of the event
     * @param headers id, time and signature, to be sent with the body
     */
    public record WaitingMessage(UUID event, String type, Map<String, String> headers, String body) {}

    /** The oldest waiting messages, freshly signed; empty if there is no listener with this id. */
    public Optional<List<WaitingMessage>> collect(UUID endpoint) {
        return endpoints
                .findEndpoint(endpoint)
                .filter(WebhookEndpoint::isListener)
                .map(listener -> {
                    deliveries.failUncollected(endpoint, MAX_WAIT);
                    return deliveries.listWaiting(endpoint, MAX_MESSAGES).stream()
                            .map(waiting -> sign(waiting, listener.secrets(clock.instant())))
                            .toList();
                });
    }

    private WaitingMessage sign(WebhookDeliveries.WaitingEvent waiting, List<String> secrets) {
        SignedMessage signed = SignedMessage.of(waiting.event(), secrets, waiting.body(), clock.instant());
        return new WaitingMessage(waiting.event(), waiting.type(), signed.headers(), signed.body());
    }

    /**
     * Records the answer to a message. From 200 to 299 it is delivered; everything else is a failure, which is not repeated.
     *
     * @param status null if there was no answer
     * @param error why there was none; it is cut to 200 characters
     * @return false if the listener has no such waiting message
     */
    public boolean recordAnswer(UUID endpoint, UUID event, @Nullable Integer status, @Nullable String error) {
        boolean delivered = status != null && status / 100 == 2;
        String reason = error == null ? "The program answered with %s.".formatted(status) : error;
        return deliveries.recordCollected(
                endpoint,
                event,
                delivered ? DeliveryState.DELIVERED : DeliveryState.FAILED,
                status,
                delivered ? null : reason.substring(0, Math.min(reason.length(), MAX_ERROR_LENGTH)));
    }
}
