package com.engram.plans;

import com.engram.audit.AuditLog;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What the operator does to plans, and to which plan a tenant is on. In the operator's scope. */
@ApplicationScoped
@Transactional
public class ManagePlans {

    private final EntityManager entities;
    private final Plans plans;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ManagePlans(EntityManager entities, Plans plans, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.plans = plans;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * How many tenants have a version of a plan.
     *
     * @param version the version
     * @param tenants how many are on it
     */
    public record Following(int version, long tenants) {}

    /** Adds a plan; false if its code is taken. */
    public boolean add(PlanTerms terms) {
        if (plans.findPlan(terms.code()).isPresent()) {
            return false;
        }
        entities.persist(new Offer(terms));
        entities.flush();
        audit.record("plan.added", terms.code());
        return true;
    }

    /** Offers a plan under new terms; who is on it keeps what it has. False if there is no plan of that code. */
    public boolean change(PlanTerms terms) {
        Optional<Offer> offer = lock(terms.code());
        offer.ifPresent(found -> {
            found.change(terms);
            audit.record("plan.changed", terms.code());
        });
        entities.flush();
        return offer.isPresent();
    }

    /** Whether these terms would make a new version, which nobody has yet. */
    public boolean wouldBind(PlanTerms terms) {
        return plans.findPlan(terms.code())
                .filter(offer -> !terms.bindLike(offer.terms()))
                .isPresent();
    }

    /** Takes a plan from the offer, or offers it again. */
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

    /** Who is on which version of a plan, the newest version first. */
    @SuppressWarnings("unchecked")
    public List<Following> listFollowing(String code) {
        List<Object[]> rows =
                entities.createNativeQuery("""
                        select plan_version, count(*) from tenant where plan_code = :code
                        group by plan_version order by plan_version desc
                        """).setParameter("code", code).getResultList();
        return rows.stream()
                .map(row -> new Following(((Number) row[0]).intValue(), ((Number) row[1]).longValue()))
                .toList();
    }

    /** Moves everybody who is on an older version of a plan to the one on offer; returns how many that were. */
    public int moveFollowing(String code) {
        int moved = entities.createNativeQuery("""
                        update tenant t set plan_version = p.version from plan p
                        where p.code = :code and t.plan_code = p.code and t.plan_version <> p.version
                        """).setParameter("code", code).executeUpdate();
        audit.record("plan.followers-moved", code + ": " + moved + " accounts");
        return moved;
    }

    /** Puts a tenant on a plan as it is offered now; false if the scope does not see the tenant. */
    public boolean assign(TenantId tenant, String code) {
        entities.flush();
        int moved = entities.createNativeQuery("""
                        update tenant t set plan_code = p.code, plan_version = p.version from plan p
                        where p.code = :code and t.id = :tenant
                        """)
                .setParameter("code", code)
                .setParameter("tenant", tenant.value())
                .executeUpdate();
        entities.clear();
        return moved == 1;
    }

    private Optional<Offer> lock(String code) {
        return Optional.ofNullable(entities.find(Offer.class, code, LockModeType.PESSIMISTIC_WRITE));
    }
}
