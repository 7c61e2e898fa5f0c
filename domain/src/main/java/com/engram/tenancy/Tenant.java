package com.engram.tenancy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's account. A sign-up or the operator opens it. While it is suspended, its people and API keys are refused,
 * and its data stays. While a payment is overdue it is read-only: data can be read, and new images are refused.
 */
@Entity
public class Tenant {

    @Id
    private UUID id;

    private String name;
    private String planCode;

    /** Written by database triggers; here only for queries. */
    @Column(insertable = false, updatable = false)
    private int planVersion;

    private @Nullable Instant suspendedAt;
    private @Nullable Instant readOnlySince;
    private @Nullable LocalDateTime periodAnchor;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Tenant() {}

    /** A new account on the given plan. */
    public Tenant(TenantId id, String name, String planCode, Instant createdAt) {
        this.id = id.value();
        this.name = name;
        this.planCode = planCode;
        this.createdAt = createdAt;
    }

    /** Refuses the account's people and API keys from now on. */
    public void suspend(Instant now) {
        if (suspendedAt == null) {
            suspendedAt = now;
        }
    }

    /** Ends a suspension. */
    public void resume() {
        suspendedAt = null;
    }

    /** Refuses new images from now on. */
    public void becomeReadOnly(Instant now) {
        if (readOnlySince == null) {
            readOnlySince = now;
        }
    }

    /** Accepts new images again. */
    public void becomeWritable() {
        readOnlySince = null;
    }

    /** Sets the time in UTC from which usage periods are counted. */
    public void setPeriodAnchor(LocalDateTime start) {
        periodAnchor = start;
    }

    public TenantId id() {
        return new TenantId(id);
    }

    public String name() {
        return name;
    }

    public String planCode() {
        return planCode;
    }

    public boolean isSuspended() {
        return suspendedAt != null;
    }

    /** Whether new images are refused. */
    public boolean isReadOnly() {
        return readOnlySince != null;
    }

    /** The time in UTC from which usage periods are counted; empty for calendar months. */
    public Optional<LocalDateTime> periodAnchor() {
        return Optional.ofNullable(periodAnchor);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
