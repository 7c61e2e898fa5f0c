package com.engram.plans;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Adds, changes and archives plans, and moves tenants to their current versions. */
@AsOperator
@ApplicationScoped
@Transactional
public class ManagePlans {

    private final EntityManager entities;
    private final Database database;
    private final Plans plans;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ManagePlans(EntityManager entities, Database database, Plans plans, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.database = database;
        this.plans = plans;
        this.audit = audit;
        this.clock = clock;
    }

    /** The number of tenants that have a version of a plan. */
    public record VersionTenants(int version, long tenants) {}

    /** Adds a plan; false if its code is taken. */
    public boolean add(PlanDefinition definition) {
        if (plans.findPlan(definition.code()).isPresent()) {
            return false;
        }
        entities.persist(new CurrentPlan(definition));
        entities.flush();
        audit.record("plan.added", definition.code());
        return true;
    }

    /**
     * Changes a plan. Tenants on it keep their version.
     *
     * @return false if no plan has the definition's code
     */
    public boolean change(PlanDefinition definition) {
        Optional<CurrentPlan> offer = lock(definition.code());
        offer.ifPresent(found -> {
            found.change(definition);
            audit.record("plan.changed", definition.code());
        });
        entities.flush();
        return offer.isPresent();
    }

    /** Whether a change to this definition would start a new version of an existing plan. */
    public boolean createsNewVersion(PlanDefinition definition) {
        return plans.findPlan(definition.code())
                .filter(offer -> !offer.terms().hasSameTermsAs(definition.terms()))
                .isPresent();
    }

    /** Closes a plan to new tenants, or opens it again. */
    public void setArchived(String code, boolean archived) {
        lock(code).ifPresent(offer -> {
            if (archived) {
                offer.archive(clock.instant());
            } else {
                offer.restore();
            }
            audit.record(archived ? "plan.archived" : "plan.restored", code);
        });
    }

    /** The number of tenants on each version of a plan, the newest version first. */
    public List<VersionTenants> listTenantsByVersion(String code) {
        return database.sql("""
            select plan_version as version, count(*) as tenants from tenant where plan_code = :code
            group by plan_version order by plan_version desc
            """).bind("code", code).list(VersionTenants.class);
    }

    /** Moves all tenants on older versions of a plan to its current version; returns how many were moved. */
    public int moveTenantsToCurrentVersion(String code) {
        int moved = database.sql("""
            update tenant t set plan_version = p.version from plan p
            where p.code = :code and t.plan_code = p.code and t.plan_version <> p.version
            """).bind("code", code).update();
        audit.record("plan.followers-moved", code + ": " + moved + " accounts");
        return moved;
    }

    /** Gives a tenant the current version of a plan; false if the scope does not see the tenant. */
    public boolean assign(TenantId tenant, String code) {
        int assigned =
                database.sql("""
                    update tenant t set plan_code = p.code, plan_version = p.version from plan p
                    where p.code = :code and t.id = :tenant
                    """).bind("code", code).bind("tenant", tenant).update();
        // A tenant that is already in memory still has the old plan, and would write it back.
        entities.clear();
        return assigned == 1;
    }

    private Optional<CurrentPlan> lock(String code) {
        return Optional.ofNullable(entities.find(CurrentPlan.class, code, LockModeType.PESSIMISTIC_WRITE));
    }
}
