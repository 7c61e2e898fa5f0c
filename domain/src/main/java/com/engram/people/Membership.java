package com.engram.people;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** A person's membership in a tenant, with a role. */
@Entity
public class Membership {

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private UUID personId;
    private String role;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    public Membership(UUID personId, Role role, Instant createdAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.personId = personId;
        this.role = role.code();
        this.createdAt = createdAt;
    }
}
