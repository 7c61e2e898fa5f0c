package com.engram.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** A person's place in a tenant. */
@Entity
@IdClass(Membership.Key.class)
class Membership {

    @Id
    private UUID personId;

    @Id
    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private String role;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    Membership(UUID personId, Role role, Instant createdAt) {
        this.personId = personId;
        this.role = role.code();
        this.createdAt = createdAt;
    }

    /** The primary key. */
    static final class Key implements Serializable {
        private static final long serialVersionUID = 1;
        private UUID personId;
        private UUID tenantId;

        @SuppressWarnings("NullAway.Init")
        Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.personId.equals(personId) && key.tenantId.equals(tenantId);
        }

        @Override
        public int hashCode() {
            return personId.hashCode() ^ tenantId.hashCode();
        }
    }
}
