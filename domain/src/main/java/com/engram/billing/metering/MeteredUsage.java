package com.engram.billing.metering;

import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What the current tenant used beyond its allowance, and what of it the processor was told. */
@ApplicationScoped
@Transactional
class MeteredUsage {

    /** The processor takes no report of what is older. */
    private static final int DAYS = 34;

    private final EntityManager entities;
    private final Plans plans;
    private final Clock clock;

    @Inject
    MeteredUsage(EntityManager entities, Plans plans, Clock clock) {
        this.entities = entities;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * A period with images that the processor has not been told of.
     *
     * @param reported images that it was told of
     * @param sending images that it will have been told of
     */
    record Report(LocalDate startsOn, int reported, int sending) {

        /** Unique for what is told; the same if it is told again. */
        String identifier(TenantId tenant) {
            return "%s-%s-%d-%d".formatted(tenant.value(), startsOn, reported, sending);
        }
    }

    /** A period's sums. */
    record Sum(LocalDate startsOn, int reported) {}

    private record Period(
            LocalDate startsOn,
            int used,
            int reserved,
            int granted,
            String plan,
            int version,
            Overage overage,
            int reported,
            Optional<Integer> sending) {}

    /** What is to be told now. It stays under way until {@link #told} says that it arrived. */
    List<Report> prepare(TenantId tenant) {
        Plan plan = plans.getPlanOf(tenant);
        begin(tenant, plan);
        return periods(tenant).stream()
                .map(period -> onPlan(tenant, period, plan))
                .map(period -> due(tenant, period, plan))
                .flatMap(Optional::stream)
                .toList();
    }

    /** It has arrived. */
    void told(TenantId tenant, Report report) {
        entities.createNativeQuery("""
                        update metered_usage set reported = :pending, pending_report = null
                        where tenant_id = :tenant and starts_on = :start and pending_report = :pending
                        """)
                .setParameter("pending", report.sending())
                .setParameter("tenant", tenant.value())
                .setParameter("start", report.startsOn())
                .executeUpdate();
    }

    /** What was told of the last periods. */
    List<Sum> listTold(TenantId tenant) {
        return TupleRows.of(entities.createNativeQuery("""
                                select starts_on, reported from metered_usage
                                where tenant_id = :tenant and starts_on > :since and pending_report is null order by starts_on
                                """, Tuple.class)
                        .setParameter("tenant", tenant.value())
                        .setParameter("since", since()))
                .map(row -> new Sum(day(row.get(0)), number(row.get(1))))
                .toList();
    }

    /** What the processor says that it has. */
    void counted(TenantId tenant, LocalDate startsOn, long counted) {
        entities.createNativeQuery("""
                        update metered_usage set processor_count = :counted, processor_count_at = :now
                        where tenant_id = :tenant and starts_on = :start
                        """)
                .setParameter("counted", counted)
                .setParameter("now", clock.instant())
                .setParameter("tenant", tenant.value())
                .setParameter("start", startsOn)
                .executeUpdate();
    }

    private void begin(TenantId tenant, Plan plan) {
        entities.createNativeQuery("""
                        insert into metered_usage (tenant_id, starts_on, plan_code, plan_version)
                        select tenant_id, starts_on, :plan, :version from usage_period
                        where tenant_id = :tenant and starts_on > :since on conflict do nothing
                        """)
                .setParameter("plan", plan.code())
                .setParameter("version", plan.version())
                .setParameter("tenant", tenant.value())
                .setParameter("since", since())
                .executeUpdate();
    }

    private List<Period> periods(TenantId tenant) {
        return TupleRows.of(entities.createNativeQuery("""
                                select u.starts_on, u.used, u.reserved, u.granted, m.plan_code, m.plan_version, m.settled_overage,
                                  m.settled_usage, m.reported, m.pending_report
                                from usage_period u join metered_usage m on m.tenant_id = u.tenant_id and m.starts_on = u.starts_on
                                where u.tenant_id = :tenant and u.starts_on > :since order by u.starts_on for update of m
                                """, Tuple.class)
                        .setParameter("tenant", tenant.value())
                        .setParameter("since", since()))
                .map(row -> new Period(
                        day(row.get(0)),
                        number(row.get(1)),
                        number(row.get(2)),
                        number(row.get(3)),
                        row.get(4, String.class),
                        number(row.get(5)),
                        new Overage(number(row.get(6)), number(row.get(7))),
                        number(row.get(8)),
                        Optional.ofNullable((Number) row.get(9)).map(Number::intValue)))
                .toList();
    }

    /** The period under the plan of now: if it was under another, what that one allowed is settled. */
    private Period onPlan(TenantId tenant, Period period, Plan plan) {
        if (period.plan().equals(plan.code()) && period.version() == plan.version()) {
            return period;
        }
        Optional<Integer> before = plans.listVersions(period.plan()).stream()
                .filter(version -> version.version() == period.version())
                .findFirst()
                .flatMap(version -> allowance(version, period));
        Overage settled = period.overage().settle(period.used(), period.used() + period.reserved(), before);
        entities.createNativeQuery("""
                        update metered_usage set plan_code = :plan, plan_version = :version, settled_overage = :settled, settled_usage = :covered
                        where tenant_id = :tenant and starts_on = :start
                        """)
                .setParameter("plan", plan.code())
                .setParameter("version", plan.version())
                .setParameter("settled", settled.settled())
                .setParameter("covered", settled.covered())
                .setParameter("tenant", tenant.value())
                .setParameter("start", period.startsOn())
                .executeUpdate();
        return new Period(
                period.startsOn(),
                period.used(),
                period.reserved(),
                period.granted(),
                plan.code(),
                plan.version(),
                settled,
                period.reported(),
                period.sending());
    }

    private Optional<Report> due(TenantId tenant, Period period, Plan plan) {
        if (period.sending().isPresent()) {
            return Optional.of(new Report(
                    period.startsOn(), period.reported(), period.sending().get()));
        }
        int charged = period.overage().charged(period.used(), allowance(plan, period));
        if (charged <= period.reported()) {
            return Optional.empty();
        }
        entities.createNativeQuery(
                        "update metered_usage set pending_report = :pending where tenant_id = :tenant and starts_on = :start")
                .setParameter("pending", charged)
                .setParameter("tenant", tenant.value())
                .setParameter("start", period.startsOn())
                .executeUpdate();
        return Optional.of(new Report(period.startsOn(), period.reported(), charged));
    }

    private static Optional<Integer> allowance(Plan plan, Period period) {
        return plan.blocksOverage() ? Optional.empty() : plan.monthlyImages().map(images -> images + period.granted());
    }

    private LocalDate since() {
        return LocalDate.now(clock).minusDays(DAYS + 31);
    }

    private static LocalDate day(Object value) {
        return value instanceof LocalDate day ? day : ((java.sql.Date) value).toLocalDate();
    }

    private static int number(Object count) {
        return ((Number) count).intValue();
    }
}
