package com.engram.plans;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** The terms that a plan had or has; tenants keep those that they bought until they are moved. Kept by the database. */
@Entity
@Immutable
@IdClass(PlanVersion.Key.class)
public class PlanVersion extends Plan {

    /** Names a version. */
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

    /** From when on it was offered. */
    public Instant createdAt() {
        return createdAt;
    }
}
