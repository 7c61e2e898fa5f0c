package com.engram.plans;

import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Holds a tenant to its plan's images per period: a credit is reserved when an analysis is accepted, then used when
 * it was delivered or released when it was not. Periods are calendar months, UTC.
 */
@ApplicationScoped
@Transactional
public class Allowance {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private Plans plans;

    @Inject
    private Clock clock;

    /** What the current tenant has used and has left. */
    public Usage usage() {
        LocalDate start = period();
        Object[] counts = (Object[]) entities.createNativeQuery("""
                        select coalesce(max(used), 0), coalesce(max(reserved), 0)
                        from usage_period where tenant_id = :tenant and starts_on = :start
                        """)
                .setParameter("tenant", Scope.getTenant().value())
                .setParameter("start", start)
                .getSingleResult();
        return new Usage(
                start,
                start.plusMonths(1),
                number(counts[0]),
                number(counts[1]),
                plans.getCurrent().monthlyImages());
    }

    /** Whether the current tenant could reserve that many credits now; the refusal if it could not. */
    public Optional<Refusal> check(int credits) {
        Plan plan = plans.getCurrent();
        return plan.blocksOverage()
                        && usage().left().filter(left -> left < credits).isPresent()
                ? Optional.of(refusal(plan, usage().left().orElse(0)))
                : Optional.empty();
    }

    /**
     * Reserves credits for the current tenant, exactly: whoever asks at the same time waits for this transaction.
     *
     * @return the refusal if fewer are left; nothing is reserved then
     */
    public Optional<Refusal> reserve(int credits) {
        Plan plan = plans.getCurrent();
        int limit = plan.blocksOverage() ? plan.monthlyImages().orElse(Integer.MAX_VALUE) : Integer.MAX_VALUE;
        ensurePeriod();
        int reserved = entities.createNativeQuery("""
                        update usage_period set reserved = reserved + :credits
                        where tenant_id = :tenant and starts_on = :start
                          and cast(used as bigint) + reserved + :credits <= :limit
                        """)
                .setParameter("credits", credits)
                .setParameter("tenant", Scope.getTenant().value())
                .setParameter("start", period())
                .setParameter("limit", limit)
                .executeUpdate();
        return reserved == 1
                ? Optional.empty()
                : Optional.of(refusal(plan, usage().left().orElse(0)));
    }

    /** The first day of the running period. */
    public LocalDate period() {
        return LocalDate.now(clock).withDayOfMonth(1);
    }

    private void ensurePeriod() {
        entities.createNativeQuery(
                        "insert into usage_period (tenant_id, starts_on) values (:tenant, :start) on conflict do nothing")
                .setParameter("tenant", Scope.getTenant().value())
                .setParameter("start", period())
                .executeUpdate();
    }

    private static Refusal refusal(Plan plan, int left) {
        return new Refusal(
                "quota_exceeded",
                "The plan %s has %d of its %d images left this month. Upgrade the plan under /billing, or wait for the next month."
                        .formatted(plan.name(), left, plan.monthlyImages().orElse(0)));
    }

    private static int number(Object count) {
        return ((Number) count).intValue();
    }
}
