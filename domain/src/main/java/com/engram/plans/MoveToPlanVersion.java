package com.engram.plans;

import com.engram.database.Database;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** Gives a tenant that the scope sees a certain version of a plan. */
@ApplicationScoped
@Transactional
public class MoveToPlanVersion {

    private final EntityManager entities;
    private final Database database;

    @Inject
    MoveToPlanVersion(EntityManager entities, Database database) {
        this.entities = entities;
        this.database = database;
    }

    /**
     * Gives the tenant that version, whether or not it is the current one.
     *
     * @throws jakarta.persistence.PersistenceException if the plan has no such version
     */
    public void move(TenantId tenant, String code, int version) {
        // Two statements, because a trigger assigns the current version whenever the plan changes.
        database.sql("update tenant set plan_code = :plan where id = :tenant and plan_code <> :plan")
                .bind("plan", code)
                .bind("tenant", tenant)
                .update();
        database.sql("update tenant set plan_version = :version where id = :tenant")
                .bind("version", version)
                .bind("tenant", tenant)
                .update();
        // A tenant that is already in memory still has the old plan, and would write it back.
        entities.refresh(entities.find(Tenant.class, tenant.value()));
    }
}
