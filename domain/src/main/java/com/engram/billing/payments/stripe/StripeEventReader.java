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
 * What Stripe tells. Its library's own check of the signature decides; of the event only names are read, from the JSON
 * itself, because the library gives no object for an event of another version of the API.
 */
final class StripeEventReader {

    private StripeEventReader() {}

    /** Empty if the signature is wrong or too old, or the body no event. */
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
            return notice(reader.readObject());
        } catch (JsonException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Optional<BillingEvent> notice(JsonObject event) {
        JsonObject data = event.get("data") instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
        JsonObject object = data.get("object") instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
        String kind = text(object, "object").orElse("");
        Optional<String> id = text(object, "id");
        Optional<String> agreement = kind.equals("checkout.session") ? text(object, "subscription") : Optional.empty();
        return text(event, "id")
                .map(name -> new BillingEvent(
                        name,
                        text(event, "type").orElse(""),
                        kind.equals("customer") ? id : text(object, "customer"),
                        kind.equals("subscription") ? id : agreement,
                        kind.equals("invoice") ? id : Optional.empty()));
    }

    /** A name, or the name of what stands there in full. */
    private static Optional<String> text(JsonObject object, String field) {
        JsonValue value = object.get(field);
        if (value instanceof JsonObject whole) {
            return text(whole, "id");
        }
        return value instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
    }
}
