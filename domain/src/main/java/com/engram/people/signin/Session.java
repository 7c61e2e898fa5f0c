package com.engram.people.signin;

import com.engram.people.credentials.SecretToken;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** A signed-in browser, from login to log-out, until it expires or until nobody used it for long. */
@Entity
class Session {

    /** A session ends at the latest so long after its login. */
    static final Duration LIFETIME = Duration.ofDays(14);

    /** And so long after its browser was last seen. */
    static final Duration IDLE = Duration.ofDays(3);

    /** Changes that open an account ask for a proof of who it is that is no older. */
    static final Duration FRESH = Duration.ofMinutes(15);

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private UUID personId;
    private byte[] tokenHash;
    private Instant createdAt;
    private Instant lastSeenAt;
    private Instant expiresAt;
    private Instant authenticatedAt;
    private String ipAddress;
    private String userAgent;
    private String signInMethod;

    @SuppressWarnings("NullAway.Init")
    protected Session() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    Session(UUID id, UUID personId, String token, SessionOrigin browser, Instant now) {
        this.id = id;
        this.personId = personId;
        this.tokenHash = SecretToken.hash(token);
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = now.plus(LIFETIME);
        this.authenticatedAt = now;
        this.ipAddress = browser.address();
        this.userAgent = browser.agent();
        this.signInMethod = browser.method();
    }

    /** Goes on where another session of the same person left off: no newer a proof, no later an end. */
    Session continuing(Instant authenticatedAt, Instant expiresAt) {
        this.authenticatedAt = authenticatedAt;
        this.expiresAt = expiresAt;
        return this;
    }
}
