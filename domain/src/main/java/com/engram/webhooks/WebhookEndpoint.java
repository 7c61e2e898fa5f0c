package com.engram.webhooks;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.TenantId;

/**
 * A URL of a tenant that receives events, and the secret that signs them. The messages of a listener are not sent; a program of
 * the tenant collects them, because it has no address that this server can reach.
 */
@Entity
public class WebhookEndpoint {

    /** The URL of a listener. */
    public static final URI LISTENER = URI.create("engram:listen");

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private String url;
    private String[] events;
    private String secret;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected WebhookEndpoint() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    WebhookEndpoint(URI url, Collection<WebhookEvent> events, String secret, Instant createdAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.url = url.toString();
        this.events = EnumSet.copyOf(events).stream().map(WebhookEvent::code).toArray(String[]::new);
        this.secret = secret;
        this.createdAt = createdAt;
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

    /** The key that signs messages: {@code whsec_} and base64. */
    String secret() {
        return secret;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
