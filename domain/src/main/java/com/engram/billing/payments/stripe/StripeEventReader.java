package com.engram.billing.payments.stripe;

import com.engram.billing.payments.BillingEvent;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Clock;
import java.util.Optional;

/**
 * Reads Stripe's events. Stripe's library verifies the signature. The ids are read from the JSON itself, because the
 * library gives no object for an event of another API version.
 */
final class StripeEventReader {

    private StripeEventReader() {}

    /** The event; empty if the signature is wrong or too old, or the body is not an event. */
    static Optional<BillingEvent> read(String body, String signature, StripeSettings settings, Clock clock) {
        try {
            Webhook.Signature.verifyHeader(
                    body,
                    signature,
                    settings.webhookSecret(),
                    settings.tolerance().toSeconds(),
                    clock);
        } catch (SignatureVerificationException e) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return event(reader.readObject());
        } catch (JsonException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Optional<BillingEvent> event(JsonObject event) {
        JsonObject object = object(object(event, "data"), "object");
        String type = id(object, "object").orElse("");
        Optional<String> id = id(object, "id");
        Optional<String> bought = type.equals("checkout.session") ? id(object, "subscription") : Optional.empty();
        return id(event, "id")
                .map(eventId -> new BillingEvent(
                        eventId,
                        id(event, "type").orElse(""),
                        type.equals("customer") ? id : id(object, "customer"),
                        type.equals("subscription") ? id : bought,
                        type.equals("invoice") ? id : Optional.empty()));
    }

    private static JsonObject object(JsonObject parent, String field) {
        return parent.get(field) instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
    }

    /** A text, or the id of an object that Stripe has expanded in its place. */
    private static Optional<String> id(JsonObject object, String field) {
        JsonValue value = object.get(field);
        if (value instanceof JsonObject expanded) {
            return id(expanded, "id");
        }
        return value instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
    }
}
