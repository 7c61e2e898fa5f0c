package com.engram.webhooks;

import com.engram.outbound.PublicHttpClient;
import com.engram.outbound.PublicHttpClient.Completed;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes one attempt to deliver an event, and writes down what came of it. In the operator's scope; no transaction. */
@ApplicationScoped
public class DeliverWebhook {

    /** After so many attempts a delivery is given up: about a day and a half. */
    public static final int MOST_ATTEMPTS = 9;

    private static final int GONE = 410;

    private final WebhookDeliveries deliveries;
    private final PublicHttpClient web;
    private final Clock clock;

    @Inject
    DeliverWebhook(WebhookDeliveries deliveries, PublicHttpClient web, Clock clock) {
        this.deliveries = deliveries;
        this.web = web;
        this.clock = clock;
    }

    /** Tries once; false if it is to be tried again later. */
    public boolean deliver(UUID id) {
        Optional<WebhookDeliveries.Pending> pending = deliveries.findPending(id);
        return pending.isEmpty() || isSettled(id, pending.get());
    }

    private boolean isSettled(UUID id, WebhookDeliveries.Pending pending) {
        PublicHttpClient.HttpResult answer = send(pending);
        if (answer instanceof Completed answered && answered.status() / 100 == 2) {
            deliveries.tried(id, "DELIVERED", answered.status(), null);
            return true;
        }
        Integer status = answer instanceof Completed answered ? answered.status() : null;
        String error = answer instanceof PublicHttpClient.Unreachable unreachable
                ? unreachable.reason()
                : "The endpoint answered %d; 2xx is taken as received.".formatted(status);
        boolean last = pending.attempts() + 1 >= MOST_ATTEMPTS || (status != null && status == GONE);
        deliveries.tried(id, last ? "FAILED" : "PENDING", status, error);
        return last;
    }

    private PublicHttpClient.HttpResult send(WebhookDeliveries.Pending pending) {
        String message = "msg_" + pending.event().toString().replace("-", "");
        long seconds = clock.instant().getEpochSecond();
        try {
            String signature = new Webhook(pending.secret()).sign(message, seconds, pending.body());
            return web.post(
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
