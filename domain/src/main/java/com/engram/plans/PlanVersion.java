package com.engram.plans;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/**
 * A version of a plan. A tenant keeps the version that it bought until the operator moves it. Database triggers write
 * these rows.
 */
@Entity
@Immutable
@IdClass(PlanVersion.Key.class)
public class PlanVersion extends Plan {

    /** Identifies a version. */
    record Key(String planCode, int version) implements Serializable {}

    @Id
    private String planCode;

    @Id
    private int version;

    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected PlanVersion() {}

    @Override
    public String code() {
        return planCode;
    }

    @Override
    public int version() {
        return version;
    }

    /** The time from which the version was available. */
    public Instant createdAt() {
        return createdAt;
    }
}
