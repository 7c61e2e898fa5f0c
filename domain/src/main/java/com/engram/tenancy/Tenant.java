package com.engram.tenancy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's account. Opened by a sign-up or by the operator, it lives until it is deleted; while suspended its
 * people and keys are refused, and nothing of it is lost. While a payment is overdue it can be read but takes in
 * nothing new.
 */
@Entity
public class Tenant {

    @Id
    private UUID id;

    private String name;
    private String planCode;
    private @Nullable Instant suspendedAt;
    private @Nullable Instant readOnlySince;
    private @Nullable LocalDate periodAnchor;
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

    /** Refuses the tenant's people and keys from now on. */
    public void suspend(Instant now) {
        if (suspendedAt == null) {
            suspendedAt = now;
        }
    }

    /** Lets the tenant's people and keys in again. */
    public void resume() {
        suspendedAt = null;
    }

    /** Takes in nothing new from now on. */
    public void becomeReadOnly(Instant now) {
        if (readOnlySince == null) {
            readOnlySince = now;
        }
    }

    /** Takes in new images again. */
    public void becomeWritable() {
        readOnlySince = null;
    }

    /** Counts months from that day on; null counts calendar months. */
    public void countMonthsFrom(@Nullable LocalDate day) {
        periodAnchor = day;
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

    /** Whether nothing new is taken in. */
    public boolean isReadOnly() {
        return readOnlySince != null;
    }

    /** From which day the months of its images count; empty for calendar months. */
    public Optional<LocalDate> periodAnchor() {
        return Optional.ofNullable(periodAnchor);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
