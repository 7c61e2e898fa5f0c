package com.engram.plans;

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
import java.util.stream.Stream;

/** The plans on offer, and the one a tenant is on. */
@ApplicationScoped
@Transactional
public class Plans {

    /** The plan of an account that signed itself up. */
    public static final String FOR_NEWCOMERS = "free";

    private final EntityManager entities;

    @Inject
    Plans(EntityManager entities) {
        this.entities = entities;
    }

    /** The plan of the tenant this thread works for, in the version that it bought. */
    public Plan getCurrent() {
        return getPlanOf(Scope.getTenant());
    }

    /**
     * The plan of a tenant that the scope sees, in the version that it bought.
     *
     * @throws IllegalStateException if the tenant is gone
     */
    @SuppressWarnings("unchecked")
    public Plan getPlanOf(TenantId tenant) {
        Stream<PlanVersion> found = entities.createNativeQuery("""
                        select v.* from tenant t
                          join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
                        where t.id = :tenant
                        """, PlanVersion.class)
                .setParameter("tenant", tenant.value())
                .getResultStream();
        return found.findFirst().orElseThrow(() -> new IllegalStateException("The tenant is gone"));
    }

    /** The plan of that code, as it is offered now. */
    public Optional<Offer> findPlan(String code) {
        return Optional.ofNullable(entities.find(Offer.class, code));
    }

    /** Why no tenant may be moved to the plan of that code: there is none, or it is archived. Empty if one may. */
    public Optional<Refusal> findRefusalToAssign(String code) {
        Optional<Offer> offer = findPlan(code);
        if (offer.isEmpty()) {
            return Optional.of(new Refusal(RefusalReason.UNKNOWN_PLAN, "There is no plan " + code + "."));
        }
        return offer.get().isArchived()
                ? Optional.of(new Refusal(
                        RefusalReason.ARCHIVED_PLAN,
                        "The plan " + code + " is archived and can no longer be assigned."))
                : Optional.empty();
    }

    /** Every plan, the cheapest first, those no longer offered last. */
    public List<Offer> listPlans() {
        return entities.createQuery(
                        "from Offer order by case when archivedAt is null then 0 else 1 end, priceCents, code",
                        Offer.class)
                .getResultList();
    }

    /** The plans that a tenant may choose itself, the cheapest first. */
    public List<Offer> listForSale() {
        return listPlans().stream().filter(Offer::isForSale).toList();
    }

    /** All versions of a plan, the newest first. */
    public List<PlanVersion> listVersions(String code) {
        return entities.createQuery("from PlanVersion where planCode = :code order by version desc", PlanVersion.class)
                .setParameter("code", code)
                .getResultList();
    }
}
