package com.engram.analysis;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Analyses that were asked for together. Open while one of them is unfinished; then it has ended, once, until some of
 * them are retried, which opens it again.
 */
@Entity
public class Batch {

    static final int LONGEST_NAME = 200;

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private String name;
    private int total;
    private boolean deepMap;
    private Instant createdAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant cancelledAt;

    @SuppressWarnings("NullAway.Init")
    protected Batch() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    public Batch(String name, int total, boolean deepMap, Instant createdAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.name = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        this.total = total;
        this.deepMap = deepMap;
        this.createdAt = createdAt;
    }

    public void cancelled(Instant now) {
        if (cancelledAt == null) {
            cancelledAt = now;
        }
    }

    /** Some of it is to be done again. */
    public void reopened() {
        finishedAt = null;
        cancelledAt = null;
    }

    public UUID id() {
        return id;
    }

    public UUID tenant() {
        return tenantId;
    }

    public String name() {
        return name;
    }

    /** How many analyses it was opened with. */
    public int total() {
        return total;
    }

    /** Whether the deep map was asked for. */
    public boolean wantsDeepMap() {
        return deepMap;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When the last of its analyses ended. */
    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    /** When what was still waiting was called off. */
    public Optional<Instant> cancelledAt() {
        return Optional.ofNullable(cancelledAt);
    }
}
