package com.engram.billing.metering;

import com.engram.database.Database;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Stores how many images the current tenant used beyond its allowance, and how many of them were reported. */
@ApplicationScoped
@Transactional
class MeteredUsage {

    /** Longer than the processor accepts a report, so that what it has not accepted is parked and not forgotten. */
    private static final int MAX_AGE_DAYS = 400;

    private final Database database;
    private final Plans plans;
    private final Clock clock;

    @Inject
    MeteredUsage(Database database, Plans plans, Clock clock) {
        this.database = database;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * A report that is to be sent for a period.
     *
     * @param reported images reported before
     * @param pending images reported once this report has arrived
     */
    record Report(LocalDate startsOn, int reported, int pending) {

        /** The images that this report adds. */
        int images() {
            return pending - reported;
        }

        /** The same whenever this report is sent again. */
        String identifier(TenantId tenant) {
            return "%s-%s-%d-%d".formatted(tenant.value(), startsOn, reported, pending);
        }
    }

    /** The number of images of a period that were reported in total. */
    record ReportedTotal(LocalDate startsOn, int reported) {}

    private record Period(
            LocalDate startsOn,
            int used,
            int reserved,
            int granted,
            String planCode,
            int planVersion,
            int settledOverage,
            int settledUsage,
            int reported,
            Optional<Integer> pendingReport,
            boolean parked) {

        Overage overage() {
            return new Overage(settledOverage, settledUsage);
        }
    }

    /**
     * Settles each period by the tenant's present plan, and stores the reports that are due. A report stays due until it
     * is {@linkplain #markReported marked}.
     */
    List<Report> prepareReports(TenantId tenant) {
        Plan plan = plans.getPlanOf(tenant);
        openPeriods(tenant, plan);
        return listPeriods(tenant).stream()
                .flatMap(period -> prepareReport(tenant, period, settleByPlan(tenant, period, plan), plan).stream())
                .toList();
    }

    /** Records that a report has arrived. */
    void markReported(TenantId tenant, Report report) {
        database.sql("""
            update metered_usage set reported = :pending, pending_report = null
            where tenant_id = :tenant and starts_on = :start and pending_report = :pending
            """)
                .bind("pending", report.pending())
                .bind("tenant", tenant)
                .bind("start", report.startsOn())
                .update();
    }

    /** Keeps a report from being sent until the operator has dealt with it. */
    void park(TenantId tenant, Report report, String reason) {
        database.sql("""
            update metered_usage set parked_at = :now, parked_reason = :reason
            where tenant_id = :tenant and starts_on = :start and pending_report = :pending and parked_at is null
            """)
                .bind("now", clock.instant())
                .bind("reason", reason)
                .bind("tenant", tenant)
                .bind("start", report.startsOn())
                .bind("pending", report.pending())
                .update();
    }

    /** The totals of the last periods, without those of which a report is being sent. */
    List<ReportedTotal> listReported(TenantId tenant) {
        return database.sql("""
            select starts_on, reported from metered_usage
            where tenant_id = :tenant and starts_on > :since and pending_report is null order by starts_on
            """).bind("tenant", tenant).bind("since", since()).list(ReportedTotal.class);
    }

    /** Stores how many images the processor says that it has counted. */
    void recordProcessorCount(TenantId tenant, LocalDate startsOn, long count) {
        database.sql("""
            update metered_usage set processor_count = :count, processor_count_at = :now
            where tenant_id = :tenant and starts_on = :start
            """)
                .bind("count", count)
                .bind("now", clock.instant())
                .bind("tenant", tenant)
                .bind("start", startsOn)
                .update();
    }

    private void openPeriods(TenantId tenant, Plan plan) {
        database.sql("""
            insert into metered_usage (tenant_id, starts_on, plan_code, plan_version)
            select tenant_id, starts_on, :plan, :version from usage_period
            where tenant_id = :tenant and starts_on > :since on conflict do nothing
            """)
                .bind("plan", plan.code())
                .bind("version", plan.version())
                .bind("tenant", tenant)
                .bind("since", since())
                .update();
    }

    private List<Period> listPeriods(TenantId tenant) {
        return database.sql("""
            select u.starts_on, u.used, u.reserved, u.granted, m.plan_code, m.plan_version, m.settled_overage,
              m.settled_usage, m.reported, m.pending_report, m.parked_at is not null as parked
            from usage_period u join metered_usage m on m.tenant_id = u.tenant_id and m.starts_on = u.starts_on
            where u.tenant_id = :tenant and u.starts_on > :since order by u.starts_on for update of m
            """).bind("tenant", tenant).bind("since", since()).list(Period.class);
    }

    /** The overage of a period under the present plan. If the plan has changed, settles what the earlier one allowed. */
    private Overage settleByPlan(TenantId tenant, Period period, Plan plan) {
        if (period.planCode().equals(plan.code()) && period.planVersion() == plan.version()) {
            return period.overage();
        }
        Optional<Integer> allowanceBefore = plans.listVersions(period.planCode()).stream()
                .filter(version -> version.version() == period.planVersion())
                .findFirst()
                .flatMap(version -> chargedAllowance(version, period));
        Overage settled = period.overage().settle(period.used(), period.used() + period.reserved(), allowanceBefore);
        database.sql("""
            update metered_usage set plan_code = :plan, plan_version = :version,
              settled_overage = :settledOverage, settled_usage = :settledUsage
            where tenant_id = :tenant and starts_on = :start
            """)
                .bind("plan", plan.code())
                .bind("version", plan.version())
                .bind("settledOverage", settled.settled())
                .bind("settledUsage", settled.settledUsage())
                .bind("tenant", tenant)
                .bind("start", period.startsOn())
                .update();
        return settled;
    }

    private Optional<Report> prepareReport(TenantId tenant, Period period, Overage overage, Plan plan) {
        if (period.parked()) {
            return Optional.empty();
        }
        if (period.pendingReport().isPresent()) {
            return Optional.of(new Report(
                    period.startsOn(), period.reported(), period.pendingReport().get()));
        }
        int charged = overage.charged(period.used(), chargedAllowance(plan, period));
        if (charged <= period.reported()) {
            return Optional.empty();
        }
        database.sql("update metered_usage set pending_report = :pending where tenant_id = :tenant and starts_on ="
                        + " :start")
                .bind("pending", charged)
                .bind("tenant", tenant)
                .bind("start", period.startsOn())
                .update();
        return Optional.of(new Report(period.startsOn(), period.reported(), charged));
    }

    /** The allowance beyond which a plan charges; empty if it does not charge. */
    private static Optional<Integer> chargedAllowance(Plan plan, Period period) {
        return plan.blocksOverage() ? Optional.empty() : plan.monthlyImages().map(images -> images + period.granted());
    }

    private LocalDate since() {
        return LocalDate.now(clock).minusDays(MAX_AGE_DAYS);
    }
}
