package com.engram.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** The accounts that the current scope may see: its own for a tenant, all for the operator. */
@ApplicationScoped
@Transactional
public class Tenants {

    private final EntityManager entities;

    @Inject
    Tenants(EntityManager entities) {
        this.entities = entities;
    }

    /** Adds an account; the scope must be the account's own or the operator's. */
    public void open(Tenant tenant) {
        entities.persist(tenant);
        entities.flush();
    }

    /** The account of that id, if the scope may see it. */
    public Optional<Tenant> findTenant(TenantId id) {
        return Optional.ofNullable(entities.find(Tenant.class, id.value()));
    }

    /**
     * The account this thread works for.
     *
     * @throws IllegalStateException if there is none
     */
    public Tenant getCurrent() {
        return findTenant(Scope.getTenant()).orElseThrow(() -> new IllegalStateException("The tenant is gone"));
    }

    /** Suspends or resumes an account; true if the scope sees it. */
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
