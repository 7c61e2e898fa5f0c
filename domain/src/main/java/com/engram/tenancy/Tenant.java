package com.engram.tenancy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's account. Opened by a sign-up or by the operator, it lives until it is deleted; while suspended its
 * people and keys are refused, and nothing of it is lost.
 */
@Entity
public class Tenant {

    @Id
    private UUID id;

    private String name;
    private String planCode;
    private @Nullable Instant suspendedAt;
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

    /** Moves the tenant to another plan, from now on. */
    public void changePlan(String code) {
        planCode = code;
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

    public Instant createdAt() {
        return createdAt;
    }
}
