package com.engram.webhooks;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A message as the Standard Webhooks specification sends it.
 *
 * @param headers id, time and signature
 */
record SignedMessage(Map<String, String> headers, String body) {

    /**
     * Signs the body of an event.
     *
     * @param at the time that the receiver compares with its clock
     */
    static SignedMessage of(UUID event, String secret, String body, Instant at) {
        String id = "msg_" + event.toString().replace("-", "");
        long seconds = at.getEpochSecond();
        try {
            return new SignedMessage(
                    Map.of(
                            "webhook-id",
                            id,
                            "webhook-timestamp",
                            Long.toString(seconds),
                            "webhook-signature",
                            new Webhook(secret).sign(id, seconds, body)),
                    body);
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
