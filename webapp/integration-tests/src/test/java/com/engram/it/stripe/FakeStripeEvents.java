package com.engram.it.stripe;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The webhook events of the fake. It computes their signatures itself, because the server verifies them with Stripe's library. */
public final class FakeStripeEvents {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile URI listener;
    private volatile boolean silent;

    /** Sets the URL of the webhook that receives all events. */
    public void deliverTo(URI address) {
        listener = address;
    }

    /** Stops the delivery of new events, or resumes it. */
    public void setSilent(boolean silent) {
        this.silent = silent;
    }

    /** The JSON bodies of all events so far. */
    public List<String> all() {
        return List.copyOf(bodies);
    }

    /** All fields of events that do not match Stripe's Java library. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The response statuses of all deliveries so far. */
    public List<Integer> answers() {
        return List.copyOf(answers);
    }

    void publish(String type, Map<String, Object> object) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "evt_" + Integer.toHexString(System.identityHashCode(this)) + "_" + count.incrementAndGet());
        event.put("object", "event");
        event.put("api_version", com.stripe.Stripe.API_VERSION);
        event.put("created", Instant.now().getEpochSecond());
        event.put("livemode", false);
        event.put("pending_webhooks", 1);
        event.put("type", type);
        event.put("data", Map.of("object", object));
        faults.addAll(StripeSchema.faultsInObject(event));
        String body = Json.createObjectBuilder(event).build().toString();
        bodies.add(body);
        if (!silent && listener != null) {
            answers.add(deliver(body));
        }
    }

    /** Delivers an event again and returns the response status, or 0 if there is no response. */
    public int deliver(String body) {
        return deliver(body, signature(body, Instant.now(), FakeStripe.WEBHOOK_SECRET));
    }

    /** Delivers an event with a given signature and returns the response status, or 0 if there is no response. */
    public int deliver(String body, String signature) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(listener)
                            .header("Content-Type", "application/json")
                            .header("Stripe-Signature", signature)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            return response.statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** The value of the Stripe-Signature header, as in Stripe's documentation. */
    public static String signature(String body, Instant at, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal((at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
