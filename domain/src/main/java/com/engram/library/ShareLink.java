package com.engram.library;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A link that shows the result of one image to everyone who has it. It is valid until it expires or is revoked, and is
 * deleted with its image. The token is shown once; only its hash is stored.
 */
@Entity
public class ShareLink {

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private UUID imageId;
    private byte[] tokenHash;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant revokedAt;

    @SuppressWarnings("NullAway.Init")
    protected ShareLink() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    ShareLink(UUID imageId, byte[] tokenHash, Instant createdAt, Instant expiresAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.imageId = imageId;
        this.tokenHash = tokenHash;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }

    public UUID id() {
        return id;
    }

    public UUID image() {
        return imageId;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
