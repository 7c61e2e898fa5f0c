package com.engram.webhooks;

import com.engram.outbound.PublicHttpClient;
import com.engram.outbound.PublicHttpClient.Completed;
import com.engram.tenancy.AsOperator;
import com.engram.webhooks.WebhookDeliveries.PendingDelivery;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes one attempt to deliver an event, and records the result. Runs outside a transaction,
 * because the endpoint may take long to respond.
 */
@AsOperator
@ApplicationScoped
public class DeliverWebhook {

    /** A delivery fails after this many attempts, which is after about a day and a half. */
    public static final int MAX_ATTEMPTS = 9;

    /** The status with which an endpoint says that it wants no more events. */
    private static final int GONE = 410;

    private final WebhookDeliveries deliveries;
    private final PublicHttpClient httpClient;
    private final Clock clock;

    @Inject
    DeliverWebhook(WebhookDeliveries deliveries, PublicHttpClient httpClient, Clock clock) {
        this.deliveries = deliveries;
        this.httpClient = httpClient;
        this.clock = clock;
    }

    /** Makes an attempt; false if another one is to follow later. */
    public boolean deliver(UUID id) {
        Optional<PendingDelivery> pending = deliveries.findPending(id);
        return pending.isEmpty() || attempt(id, pending.get());
    }

    private boolean attempt(UUID id, PendingDelivery pending) {
        PublicHttpClient.HttpResult answer = send(pending);
        if (answer instanceof Completed answered && answered.status() / 100 == 2) {
            deliveries.recordAttempt(id, DeliveryState.DELIVERED, answered.status(), null);
            return true;
        }
        Integer status = answer instanceof Completed answered ? answered.status() : null;
        String error = answer instanceof PublicHttpClient.Unreachable unreachable
                ? unreachable.reason()
                : "The endpoint responded with %d; only 2xx counts as received.".formatted(status);
        boolean last = pending.attempts() + 1 >= MAX_ATTEMPTS || (status != null && status == GONE);
        deliveries.recordAttempt(id, last ? DeliveryState.FAILED : DeliveryState.PENDING, status, error);
        return last;
    }

    private PublicHttpClient.HttpResult send(PendingDelivery pending) {
        String message = "msg_" + pending.event().toString().replace("-", "");
        long seconds = clock.instant().getEpochSecond();
        try {
            String signature = new Webhook(pending.secret()).sign(message, seconds, pending.body());
            return httpClient.post(
                    pending.url(),
                    Map.of(
                            "webhook-id", message,
                            "webhook-timestamp", Long.toString(seconds),
                            "webhook-signature", signature),
                    pending.body());
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
