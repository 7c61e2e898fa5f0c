package com.engram.plans.usage;

import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds a tenant to its plan's images per period: a credit is reserved when an analysis is accepted, then used when
 * it was delivered or released when it was not. Periods are {@link UsagePeriods months}, UTC.
 */
@ApplicationScoped
@Transactional
public class Allowance {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private final EntityManager entities;
    private final Plans plans;
    private final Tenants tenants;
    private final Clock clock;

    @Inject
    Allowance(EntityManager entities, Plans plans, Tenants tenants, Clock clock) {
        this.entities = entities;
        this.plans = plans;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** What the current tenant has used and has left. */
    public Usage usage() {
        LocalDate start = period();
        Object[] counts = (Object[]) entities.createNativeQuery("""
                        select coalesce(max(used), 0), coalesce(max(reserved), 0), coalesce(max(granted), 0)
                        from usage_period where tenant_id = :tenant and starts_on = :start
                        """)
                .setParameter("tenant", Scope.getTenant().value())
                .setParameter("start", start)
                .getSingleResult();
        return new Usage(
                start,
                UsagePeriods.next(tenants.getCurrent().periodAnchor(), start),
                number(counts[0]),
                number(counts[1]),
                plans.getCurrent().monthlyImages().map(images -> images + number(counts[2])));
    }

    /** The current tenant's periods in which anything was used, the oldest first, at most a year of them. */
    @SuppressWarnings("unchecked")
    public List<Usage> listPeriods() {
        List<Object[]> rows = entities.createNativeQuery("""
            select starts_on, used, reserved, granted from usage_period
            where tenant_id = :tenant order by starts_on desc limit 12
            """)
                .setParameter("tenant", Scope.getTenant().value())
                .getResultList();
        Optional<LocalDate> anchor = tenants.getCurrent().periodAnchor();
        Optional<Integer> monthly = plans.getCurrent().monthlyImages();
        List<Usage> periods = new ArrayList<>();
        for (Object[] row : rows) {
            LocalDate start = row[0] instanceof LocalDate day ? day : ((java.sql.Date) row[0]).toLocalDate();
            periods.add(
                    0,
                    new Usage(
                            start,
                            UsagePeriods.next(anchor, start),
                            number(row[1]),
                            number(row[2]),
                            monthly.map(images -> images + number(row[3]))));
        }
        return periods;
    }

    /** Whether the current tenant could reserve that many credits now; the refusal if it could not. */
    public Optional<Refusal> check(int credits) {
        return overdue().or(() -> {
            Plan plan = plans.getCurrent();
            return plan.blocksOverage()
                            && usage().left().filter(left -> left < credits).isPresent()
                    ? Optional.of(spent(plan))
                    : Optional.empty();
        });
    }

    /**
     * Reserves credits for the current tenant, exactly: whoever asks at the same time waits for this transaction.
     *
     * @param period the running one's first day; the caller keeps it with what it reserved for, so that this is settled
     *     in the same period though a new one begins in between
     * @return the refusal if fewer are left; nothing is reserved then
     */
    public Optional<Refusal> reserve(int credits, LocalDate period) {
        Optional<Refusal> overdue = overdue();
        if (overdue.isPresent()) {
            return overdue;
        }
        Plan plan = plans.getCurrent();
        int limit = plan.blocksOverage() ? plan.monthlyImages().orElse(Integer.MAX_VALUE) : Integer.MAX_VALUE;
        ensure(period);
        int reserved = entities.createNativeQuery("""
                        update usage_period set reserved = reserved + :credits
                        where tenant_id = :tenant and starts_on = :start
                          and cast(used as bigint) + reserved + :credits <= cast(:limit as bigint) + granted
                        """)
                .setParameter("credits", credits)
                .setParameter("tenant", Scope.getTenant().value())
                .setParameter("start", period)
                .setParameter("limit", limit)
                .executeUpdate();
        return reserved == 1 ? Optional.empty() : Optional.of(spent(plan));
    }

    /** The first day of the running period. */
    public LocalDate period() {
        return UsagePeriods.current(tenants.getCurrent().periodAnchor(), LocalDate.now(clock));
    }

    private void ensure(LocalDate period) {
        entities.createNativeQuery(
                        "insert into usage_period (tenant_id, starts_on) values (:tenant, :start) on conflict do"
                                + " nothing")
                .setParameter("tenant", Scope.getTenant().value())
                .setParameter("start", period)
                .executeUpdate();
    }

    private Optional<Refusal> overdue() {
        Tenant tenant = tenants.getCurrent();
        return tenant.isReadOnly()
                ? Optional.of(new Refusal(
                        RefusalReason.PAYMENT_OVERDUE,
                        "A payment is overdue, so nothing new is analysed. Everything you have stays; settle"
                                + " the invoice under /billing."))
                : Optional.empty();
    }

    private Refusal spent(Plan plan) {
        Usage usage = usage();
        return new Refusal(
                RefusalReason.QUOTA_EXCEEDED,
                "The plan %s has %d of its %d images left until %s. Upgrade the plan under /billing, or wait until then."
                        .formatted(
                                plan.name(),
                                usage.left().orElse(0),
                                usage.allowance().orElse(0),
                                DAY.format(usage.to())));
    }

    private static int number(Object count) {
        return ((Number) count).intValue();
    }
}
