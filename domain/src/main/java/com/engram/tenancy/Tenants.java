package com.engram.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** The tenants that the scope sees: its own, or all in the operator's scope. */
@ApplicationScoped
@Transactional
public class Tenants {

    private final EntityManager entities;

    @Inject
    Tenants(EntityManager entities) {
        this.entities = entities;
    }

    /** Adds a tenant. The scope must be the tenant's own or the operator's. */
    public void open(Tenant tenant) {
        entities.persist(tenant);
        entities.flush();
    }

    /** The tenant with that id, if the scope sees it. */
    public Optional<Tenant> findTenant(TenantId id) {
        return Optional.ofNullable(entities.find(Tenant.class, id.value()));
    }

    /**
     * The tenant of the scope.
     *
     * @throws IllegalStateException if the scope has no tenant, or it does not exist
     */
    public Tenant getCurrent() {
        return findTenant(Scope.getTenant()).orElseThrow(() -> new IllegalStateException("The tenant does not exist"));
    }

    /** Suspends or resumes a tenant; false if the scope does not see it. */
    public boolean setSuspended(TenantId id, boolean suspended, Instant now) {
        Optional<Tenant> found = findTenant(id);
        found.ifPresent(tenant -> {
            if (suspended) {
                tenant.suspend(now);
            } else {
                tenant.resume();
            }
        });
        return found.isPresent();
    }
}
