package com.engram.people.members;

import com.engram.people.Role;
import com.engram.people.credentials.SecretToken;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to a tenant by email. It is open for a week, until it is accepted or revoked. Only the hash of its token
 * is stored.
 */
@Entity
public class Invitation {

    /** The time for which an invitation can be accepted. */
    public static final Duration OPEN = Duration.ofDays(7);

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private String email;
    private String role;
    private byte[] tokenHash;
    private String invitedBy;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant acceptedAt;
    private @Nullable Instant revokedAt;

    @SuppressWarnings("NullAway.Init")
    protected Invitation() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    Invitation(String email, Role role, String token, String invitedBy, Instant now) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.email = email;
        this.role = role.code();
        this.tokenHash = SecretToken.hash(token);
        this.invitedBy = invitedBy;
        this.createdAt = now;
        this.expiresAt = now.plus(OPEN);
    }

    void accept(Instant now) {
        requireOpen(now);
        acceptedAt = now;
    }

    /** @throws IllegalStateException if it was accepted, was revoked, or has expired */
    void requireOpen(Instant now) {
        if (acceptedAt != null || revokedAt != null || !now.isBefore(expiresAt)) {
            throw new IllegalStateException("The invitation is not open");
        }
    }

    void takeBack(Instant now) {
        if (acceptedAt == null && revokedAt == null) {
            revokedAt = now;
        }
    }

    public UUID id() {
        return id;
    }

    public String email() {
        return email;
    }

    public Role role() {
        return Role.of(role);
    }

    /** The name of the person who sent the invitation. */
    public String invitedBy() {
        return invitedBy;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
