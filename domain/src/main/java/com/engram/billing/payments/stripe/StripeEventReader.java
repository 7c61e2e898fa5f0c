package com.engram.billing.payments.stripe;

import com.engram.billing.payments.BillingEvent;
import com.engram.billing.payments.ParsedEvent;
import com.engram.billing.payments.ParsedEvent.Reason;
import com.engram.billing.payments.ParsedEvent.Rejected;
import com.engram.billing.payments.ParsedEvent.Verified;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads Stripe's events. Stripe's library verifies the signature. The ids are read from the JSON itself, because the
 * library gives no object for an event of another API version.
 */
final class StripeEventReader {

    /** Few enough digits for a long. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

    private StripeEventReader() {}

    /** Verifies the signature against the body and the time, and reads the event. */
    static ParsedEvent read(String body, String signature, StripeSettings settings, Clock clock) {
        try {
            // No tolerance here: the library checks the past only.
            Webhook.Signature.verifyHeader(body, signature, settings.webhookSecret(), 0, clock);
        } catch (SignatureVerificationException e) {
            return new Rejected(Reason.BAD_SIGNATURE);
        }
        return findProblemWithTime(signature, settings.tolerance(), clock)
                .<ParsedEvent>map(Rejected::new)
                .orElseGet(() -> parse(body));
    }

    private static Optional<Reason> findProblemWithTime(String signature, Duration tolerance, Clock clock) {
        Optional<Long> signedAt = findTime(signature);
        if (signedAt.isEmpty()) {
            return Optional.of(Reason.BAD_SIGNATURE);
        }
        // As seconds, because a time that is far off is no valid Instant.
        long now = clock.instant().getEpochSecond();
        if (signedAt.get() < now - tolerance.toSeconds()) {
            return Optional.of(Reason.TOO_OLD);
        }
        return signedAt.get() > now + tolerance.toSeconds() ? Optional.of(Reason.IN_THE_FUTURE) : Optional.empty();
    }

    /** The time that the library has verified: the first one in the header. */
    private static Optional<Long> findTime(String signature) {
        return Arrays.stream(signature.split(","))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2 && part[0].strip().equals("t"))
                .map(part -> part[1].strip())
                .findFirst()
                .filter(seconds -> SECONDS.matcher(seconds).matches())
                .map(Long::valueOf);
    }

    private static ParsedEvent parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return event(reader.readObject())
                    .<ParsedEvent>map(Verified::new)
                    .orElseGet(() -> new Rejected(Reason.NOT_AN_EVENT));
        } catch (JsonException | IllegalStateException e) {
            return new Rejected(Reason.NOT_AN_EVENT);
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
