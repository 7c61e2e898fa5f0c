package com.engram.webhooks;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
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
     * @param secrets one signature is made with each
     * @param at the time that the receiver compares with its clock
     */
    static SignedMessage of(UUID event, List<String> secrets, String body, Instant at) {
        return of("msg_" + event.toString().replace("-", ""), secrets, body, at);
    }

    /** Signs a message with this id. */
    static SignedMessage of(String id, List<String> secrets, String body, Instant at) {
        long seconds = at.getEpochSecond();
        return new SignedMessage(
                Map.of(
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        Long.toString(seconds),
                        "webhook-signature",
                        sign(id, secrets, body, seconds)),
                body);
    }

    /** Signatures are separated by spaces; a receiver accepts the message if one of them is right. */
    private static String sign(String id, List<String> secrets, String body, long seconds) {
        StringJoiner signatures = new StringJoiner(" ");
        try {
            for (String secret : secrets) {
                signatures.add(new Webhook(secret).sign(id, seconds, body));
            }
            return signatures.toString();
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
