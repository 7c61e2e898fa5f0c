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

/** What Stripe's double tells: each event signed by our own hand, not by the library that checks it. */
public final class FakeStripeEvents {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile URI listener;
    private volatile boolean silent;

    /** Where it tells what happens. */
    public void tellTo(URI address) {
        listener = address;
    }

    /** Keeps what happens to itself, or tells again. */
    public void setSilent(boolean is) {
        silent = is;
    }

    /** Everything that happened, as it is told. */
    public List<String> all() {
        return List.copyOf(told);
    }

    /** What in it does not fit Stripe's own library. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** What was answered to what happened so far. */
    public List<Integer> answers() {
        return List.copyOf(answers);
    }

    void happened(String type, Map<String, Object> object) {
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
        told.add(body);
        if (!silent && listener != null) {
            answers.add(tell(body));
        }
    }

    /** Tells it once more; the status of the answer. */
    public int tell(String body) {
        return tell(body, signature(body, Instant.now(), FakeStripe.WEBHOOK_SECRET));
    }

    /** Tells it under that signature. */
    public int tell(String body, String signature) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(listener)
                            .header("Content-Type", "application/json")
                            .header("Stripe-Signature", signature)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** As Stripe's documentation describes it. */
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
