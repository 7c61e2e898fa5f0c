package com.engram.webhooks;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A URL of a tenant that receives events, and the secret that signs them. A disabled endpoint receives nothing: a person
 * disabled it, or the server did because deliveries failed for days. After a rotation of the secret the previous one signs
 * too for a day, so that the receiver can change over without losing a message. The messages of a listener are not sent; a program of
 * the tenant collects them, because it has no address that this server can reach.
 */
@Entity
public class WebhookEndpoint {

    /** The URL of a listener. */
    public static final URI LISTENER = URI.create("engram:listen");

    /** The length of a description, in characters. */
    public static final int MAX_DESCRIPTION_LENGTH = 200;

    /** How long the previous secret signs after a rotation. */
    public static final Duration ROTATION = Duration.ofHours(24);

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private String url;
    private String[] events;
    private String secret;
    private Instant createdAt;
    private String description;
    private boolean enabled;
    private @Nullable String disabledReason;
    private @Nullable String previousSecret;
    private @Nullable Instant previousSecretUntil;
    private @Nullable Instant failingSince;

    @SuppressWarnings("NullAway.Init")
    protected WebhookEndpoint() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    WebhookEndpoint(URI url, Collection<WebhookEvent> events, String description, String secret, Instant createdAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.url = url.toString();
        this.events = codes(events);
        this.description = description;
        this.enabled = true;
        this.secret = secret;
        this.createdAt = createdAt;
    }

    private static String[] codes(Collection<WebhookEvent> events) {
        return EnumSet.copyOf(events).stream().map(WebhookEvent::code).toArray(String[]::new);
    }

    void changeUrl(URI newUrl) {
        this.url = newUrl.toString();
        this.failingSince = null;
    }

    void changeEvents(Collection<WebhookEvent> newEvents) {
        this.events = codes(newEvents);
    }

    void describe(String newDescription) {
        this.description = newDescription;
    }

    /** Receives events again, and its failures so far are forgotten. */
    void enable() {
        this.enabled = true;
        this.disabledReason = null;
        this.failingSince = null;
    }

    void disable() {
        this.enabled = false;
        this.disabledReason = null;
    }

    /** Signs with a new secret, and for a day with the current one too. A still earlier one signs no more. */
    void rotate(String newSecret, Instant now) {
        this.previousSecret = secret;
        this.previousSecretUntil = now.plus(ROTATION);
        this.secret = newSecret;
    }

    public UUID id() {
        return id;
    }

    public UUID tenant() {
        return tenantId;
    }

    public URI url() {
        return URI.create(url);
    }

    /** Whether its messages are collected instead of being sent. */
    public boolean isListener() {
        return url().equals(LISTENER);
    }

    /** The events that it subscribes to, in the order of the documentation. */
    public Set<WebhookEvent> events() {
        Set<String> codes = Arrays.stream(events).collect(Collectors.toSet());
        return Stream.of(WebhookEvent.values())
                .filter(event -> codes.contains(event.code()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(WebhookEvent.class)));
    }

    /** What it is for, in the words of the account; empty without any. */
    public String description() {
        return description;
    }

    /** Whether events are sent to it. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Why the server disabled it: {@code failures} or {@code gone}. Empty if it is enabled or a person disabled it. */
    public Optional<String> disabledReason() {
        return Optional.ofNullable(disabledReason);
    }

    /** Since when no attempt has succeeded. */
    public Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    /** Until when the previous secret signs too; empty if it does not. */
    public Optional<Instant> previousSecretUntil(Instant now) {
        return Optional.ofNullable(previousSecretUntil).filter(now::isBefore);
    }

    /** The keys that sign messages at a time, the current one first: {@code whsec_} and base64 each. */
    List<String> secrets(Instant now) {
        return previousSecret == null || previousSecretUntil(now).isEmpty()
                ? List.of(secret)
                : List.of(secret, previousSecret);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
