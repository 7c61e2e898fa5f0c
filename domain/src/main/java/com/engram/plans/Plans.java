package com.engram.plans;

import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The plans on offer, and the one a tenant is on. */
@ApplicationScoped
@Transactional
public class Plans {

    /** The plan of an account that signed itself up. */
    public static final String FOR_NEWCOMERS = "free";

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private Tenants tenants;

    /** The plan of the tenant this thread works for. */
    public Plan getCurrent() {
        return getPlan(tenants.getCurrent().planCode());
    }

    /**
     * The plan of that code.
     *
     * @throws IllegalStateException if there is none
     */
    public Plan getPlan(String code) {
        return findPlan(code).orElseThrow(() -> new IllegalStateException("No plan " + code));
    }

    /** The plan of that code. */
    public Optional<Plan> findPlan(String code) {
        return Optional.ofNullable(entities.find(Plan.class, code));
    }

    /** Every plan, the cheapest first. */
    public List<Plan> listPlans() {
        return entities.createQuery("from Plan order by priceCents, code", Plan.class)
                .getResultList();
    }

    /** Adds a plan; false if its code is taken. For the operator. */
    public boolean add(PlanTerms terms) {
        if (findPlan(terms.code()).isPresent()) {
            return false;
        }
        entities.persist(new Plan(terms));
        return true;
    }

    /** Changes a plan; false if there is none of that code. For the operator. */
    public boolean change(PlanTerms terms) {
        Optional<Plan> plan = findPlan(terms.code());
        plan.ifPresent(found -> found.change(terms));
        return plan.isPresent();
    }
}
