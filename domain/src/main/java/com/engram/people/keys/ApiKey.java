package com.engram.people.keys;

import com.engram.people.credentials.SecretToken;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** An API key, valid until it expires or is revoked. Its secret is shown only once, when the key is created. */
@Entity
public class ApiKey {

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private String name;
    private String prefix;
    private byte[] secretHash;
    private String scopes;
    private boolean live;
    private Instant createdAt;
    private @Nullable Instant lastUsedAt;
    private @Nullable Instant expiresAt;
    private @Nullable Instant revokedAt;

    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    ApiKey(String name, ApiKeyText text, Set<String> scopes, @Nullable Instant expiresAt, Instant now) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.name = name;
        this.prefix = text.prefix();
        this.secretHash = SecretToken.hash(text.secret());
        this.scopes = String.join(" ", scopes);
        this.live = text.live();
        this.expiresAt = expiresAt;
        this.createdAt = now;
    }

    /** The lifetime that the key was created with. */
    Optional<Duration> lifetime() {
        return expiresAt().map(end -> Duration.between(createdAt, end));
    }

    /** Sets the time at which the key expires, unless it expires earlier. */
    void endAt(Instant then) {
        if (expiresAt == null || expiresAt.isAfter(then)) {
            expiresAt = then;
        }
    }

    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** The part of the key that may be shown: {@code eng_live_XXXXXXXX}. */
    public String shownPart() {
        return (live ? "eng_live_" : "eng_test_") + prefix;
    }

    public Set<String> scopes() {
        return Set.of(scopes.split(" "));
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When the key expires; empty if it does not expire. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** Whether this is a live key and not a test key. */
    public boolean isLive() {
        return live;
    }

    public Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(lastUsedAt);
    }
}
