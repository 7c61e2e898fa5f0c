package com.engram.billing.metering;

import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.metering.MeteredUsage.Report;
import com.engram.billing.metering.MeteredUsage.ReportedTotal;
import com.engram.billing.payments.UsageMeter;
import com.engram.plans.usage.UsagePeriods;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Reports to the payment processor how many images the current tenant used beyond its allowance. A report is stored before
 * it is sent, and repeated with the same identifier until it has arrived, so the processor counts it once. A report that the
 * processor cannot charge any more is parked for the operator.
 */
@ApplicationScoped
public class MeterOverage {

    private static final Logger LOG = Logger.getLogger(MeterOverage.class.getName());

    /** The processor rejects reports of usage that is older. */
    private static final Duration MAX_AGE = Duration.ofDays(34);

    /** How long after the end of a period the processor still adds usage to its invoice. */
    private static final Duration INVOICE_DRAFT = Duration.ofHours(1);

    private final MeteredUsage usage;
    private final Subscriptions subscriptions;
    private final Optional<UsageMeter> meter;
    private final Tenants tenants;
    private final Clock clock;

    @Inject
    MeterOverage(
            MeteredUsage usage, Subscriptions subscriptions, Optional<UsageMeter> meter, Tenants tenants, Clock clock) {
        this.usage = usage;
        this.subscriptions = subscriptions;
        this.meter = meter;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Reports all images that have not been reported yet. Does nothing if the tenant does not pay online. */
    public void report() {
        findOnline().ifPresent(subscription -> {
            TenantId tenant = subscription.tenant();
            String customer = subscription.customerId().orElseThrow();
            for (Report report : usage.prepareReports(tenant)) {
                Instant at = lastMoment(report.startsOn());
                Optional<String> problem = findProblem(subscription, at)
                        .or(() -> meter.orElseThrow()
                                .reportUsage(customer, report.identifier(tenant), report.images(), at));
                problem.ifPresentOrElse(
                        reason -> park(tenant, report, reason), () -> usage.markReported(tenant, report));
            }
        });
    }

    /** Why the processor would not charge usage of this time. */
    private Optional<String> findProblem(Subscription subscription, Instant at) {
        Instant now = clock.instant();
        if (!at.isAfter(now.minus(MAX_AGE))) {
            return Optional.of("The usage is more than 34 days old");
        }
        return subscription
                .periodStart()
                .filter(start -> at.isBefore(start) && now.isAfter(start.plus(INVOICE_DRAFT)))
                .map(start -> "The invoice of this period is closed");
    }

    private void park(TenantId tenant, Report report, String reason) {
        LOG.warning("%d images beyond the allowance of tenant %s in the period from %s are parked: %s"
                .formatted(report.images(), tenant.value(), report.startsOn(), reason));
        usage.park(tenant, report, reason);
    }

    /** Stores how many images the processor has counted, so that the operator sees a difference to what was reported. */
    public void reconcile() {
        findOnline().ifPresent(subscription -> {
            TenantId tenant = subscription.tenant();
            String customer = subscription.customerId().orElseThrow();
            for (ReportedTotal total : usage.listReported(tenant)) {
                Instant nextMinute =
                        clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
                Instant end = end(total.startsOn());
                usage.recordProcessorCount(
                        tenant,
                        total.startsOn(),
                        meter.orElseThrow()
                                .countReportedUsage(
                                        customer,
                                        start(total.startsOn()),
                                        nextMinute.isBefore(end) ? nextMinute : end));
            }
        });
    }

    /** Charges what was used until now by the tenant's present plan. Call it before and after a change of plan. */
    @Transactional
    public void settle(TenantId tenant) {
        usage.prepareReports(tenant);
    }

    private Optional<Subscription> findOnline() {
        return subscriptions.findCurrent().filter(found -> found.state().isOnline());
    }

    /** Now, or the last second of a period that is over: usage has to be charged in its own period. */
    private Instant lastMoment(LocalDate startsOn) {
        Instant last = end(startsOn).minusSeconds(1);
        Instant now = clock.instant();
        return now.isBefore(last) ? now : last;
    }

    private Instant end(LocalDate startsOn) {
        return start(UsagePeriods.next(tenants.getCurrent().periodAnchor(), startsOn));
    }

    private Instant start(LocalDate startsOn) {
        return UsagePeriods.startOf(tenants.getCurrent().periodAnchor(), startsOn);
    }
}
