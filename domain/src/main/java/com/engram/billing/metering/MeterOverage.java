package com.engram.billing.metering;

import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.metering.MeteredUsage.Report;
import com.engram.billing.metering.MeteredUsage.Sum;
import com.engram.billing.payments.Payments;
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
 * Tells the processor how many images the current tenant used beyond its allowance. A report is written down before it
 * is sent and sent again under the same identifier until it arrived, so that the processor counts it once.
 */
@ApplicationScoped
public class MeterOverage {

    private static final Duration OLDEST = Duration.ofDays(34);

    private final MeteredUsage usage;
    private final Subscriptions subscriptions;
    private final Payments payments;
    private final Tenants tenants;
    private final Clock clock;

    @Inject
    MeterOverage(MeteredUsage usage, Subscriptions subscriptions, Payments payments, Tenants tenants, Clock clock) {
        this.usage = usage;
        this.subscriptions = subscriptions;
        this.payments = payments;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Reports what is due; how many images that were. */
    public int report() {
        Optional<Subscription> subscription =
                subscriptions.findCurrent().filter(found -> found.state().isOnline());
        if (subscription.isEmpty()) {
            return 0;
        }
        String customer = subscription.get().customer().orElseThrow();
        TenantId tenant = subscription.get().tenant();
        int images = 0;
        for (Report report : usage.prepare(tenant)) {
            Instant at = lastMoment(report.startsOn());
            if (at.isAfter(clock.instant().minus(OLDEST))) {
                payments.meter(customer, report.identifier(tenant), report.sending() - report.reported(), at);
                usage.told(tenant, report);
                images += report.sending() - report.reported();
            }
        }
        return images;
    }

    /** Asks the processor what it has counted, and keeps it beside what it was told. */
    public void reconcile() {
        Optional<Subscription> subscription =
                subscriptions.findCurrent().filter(found -> found.state().isOnline());
        subscription.flatMap(Subscription::customer).ifPresent(customer -> {
            TenantId tenant = subscription.get().tenant();
            for (Sum sum : usage.listTold(tenant)) {
                Instant soon = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
                Instant end = end(sum.startsOn());
                Instant to = soon.isBefore(end) ? soon : end;
                usage.counted(tenant, sum.startsOn(), payments.countMetered(customer, start(sum.startsOn()), to));
            }
        });
    }

    /** The plan has changed: what was used until now counts by the plan before. */
    @Transactional
    public void settle(TenantId tenant) {
        usage.prepare(tenant);
    }

    /** Now, or if the period is over its last second: what is used in a period is charged in it. */
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
