package com.engram.plans;

import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Reads plans: those that tenants can get, and those that they have. */
@ApplicationScoped
@Transactional
public class Plans {

    /** Code of the plan that an account gets when it signs up. */
    public static final String FOR_SIGN_UPS = "free";

    private final EntityManager entities;
    private final Database database;

    @Inject
    Plans(EntityManager entities, Database database) {
        this.entities = entities;
        this.database = database;
    }

    /** The version that the scope's tenant has. */
    public Plan getCurrent() {
        return getPlanOf(Scope.getTenant());
    }

    /**
     * The version that a tenant has. The scope must see the tenant.
     *
     * @throws IllegalStateException if the tenant does not exist
     */
    public Plan getPlanOf(TenantId tenant) {
        // By its key, because a request asks several times, and Hibernate keeps what it has loaded by key.
        return database.sql("select plan_code, plan_version as version from tenant where id = :tenant")
                .bind("tenant", tenant)
                .find(PlanVersion.Key.class)
                .map(key -> entities.find(PlanVersion.class, key))
                .orElseThrow(() -> new IllegalStateException("The tenant does not exist"));
    }

    /** The plan with that code, in its current version. */
    public Optional<CurrentPlan> findPlan(String code) {
        return Optional.ofNullable(entities.find(CurrentPlan.class, code));
    }

    /** Why a plan cannot be assigned: it does not exist, or it is archived. Empty if it can. */
    public Optional<Refusal> findRefusalToAssign(String code) {
        Optional<CurrentPlan> offer = findPlan(code);
        if (offer.isEmpty()) {
            return Optional.of(new Refusal(
                    RefusalReason.UNKNOWN_PLAN,
                    "There is no plan " + code + ".",
                    Message.of("refusal.unknown_plan", code)));
        }
        return offer.get().isArchived()
                ? Optional.of(new Refusal(
                        RefusalReason.ARCHIVED_PLAN,
                        "The plan " + code + " is archived and can no longer be assigned.",
                        Message.of("refusal.archived_plan", code)))
                : Optional.empty();
    }

    /** All plans, the cheapest first, archived ones last. */
    public List<CurrentPlan> listPlans() {
        return entities.createQuery(
                        "from CurrentPlan order by case when archivedAt is null then 0 else 1 end, terms.priceCents, code",
                        CurrentPlan.class)
                .getResultList();
    }

    /** The plans that a tenant may choose itself, the cheapest first. */
    public List<CurrentPlan> listForSale() {
        return listPlans().stream().filter(CurrentPlan::isForSale).toList();
    }

    /** All versions of a plan, the newest first. */
    public List<PlanVersion> listVersions(String code) {
        return entities.createQuery("from PlanVersion where planCode = :code order by version desc", PlanVersion.class)
                .setParameter("code", code)
                .getResultList();
    }
}
