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
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Reports to the payment processor how many images the current tenant used beyond its allowance. A report is stored before
 * it is sent, and repeated with the same identifier until it has arrived, so the processor counts it once.
 */
@ApplicationScoped
public class MeterOverage {

    /** The processor rejects reports of usage that is older. */
    private static final Duration MAX_AGE = Duration.ofDays(34);

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
                if (at.isAfter(clock.instant().minus(MAX_AGE))) {
                    meter.orElseThrow().reportUsage(customer, report.identifier(tenant), report.images(), at);
                    usage.markReported(tenant, report);
                }
            }
        });
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

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
