package com.engram.plans;

import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** Gives a tenant that the scope sees a version of a plan. */
@ApplicationScoped
@Transactional
public class MoveToPlanVersion {

    private final EntityManager entities;

    @Inject
    MoveToPlanVersion(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Gives it that version, on offer or not.
     *
     * @throws jakarta.persistence.PersistenceException if there never was one
     */
    public void take(TenantId tenant, String code, int version) {
        entities.flush();
        // In two steps: whoever comes to a plan comes to its current version first, by the database's own rule.
        update("update tenant set plan_code = :plan where id = :tenant and plan_code <> :plan", tenant, code);
        entities.createNativeQuery("update tenant set plan_version = :version where id = :tenant")
                .setParameter("version", version)
                .setParameter("tenant", tenant.value())
                .executeUpdate();
        // Else what is held of it in memory would write the old plan back.
        entities.refresh(entities.find(Tenant.class, tenant.value()));
    }

    private void update(String sql, TenantId tenant, String code) {
        entities.createNativeQuery(sql)
                .setParameter("plan", code)
                .setParameter("tenant", tenant.value())
                .executeUpdate();
    }
}
