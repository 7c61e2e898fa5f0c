package com.engram.plans;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a change of a plan's terms means for the tenants that are moved to them: in money, and in limits they exceed. */
@AsOperator
@ApplicationScoped
@Transactional
public class PreviewPlanChange {

    private static final String TENANTS = """
        select t.plan_version as version, v.price_cents, v.currency, v.billing_interval = 'year' as is_yearly,
          count(*) as tenants, count(*) filter (where t.suspended_at is null) as paying,
          count(*) filter (where s.state in ('TRIALING', 'ACTIVE', 'CANCELING', 'PAST_DUE', 'READ_ONLY')) as online,
          count(*) filter (where coalesce(u.used, 0) + coalesce(u.reserved, 0)
            > cast(:images as int) + coalesce(u.granted, 0)) as beyond_images,
          count(*) filter (where (select count(*) from membership m where m.tenant_id = t.id)
            > cast(:seats as int)) as beyond_seats,
          count(*) filter (where cast(:retention as int) < coalesce(v.retention_days, 2147483647)) as shorter_retention
        from tenant t
          join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
          left join subscription s on s.tenant_id = t.id
          left join lateral (
            select n.used, n.reserved, n.granted from usage_period n
            where n.tenant_id = t.id and n.starts_on > cast(:today as date) - interval '1 month'
              and n.starts_on <= cast(:today as date)
              and (t.period_anchor is not null or n.starts_on >= date_trunc('month', cast(:today as date)))
            order by n.starts_on desc limit 1) u on true
        """;

    private static final String BY_VERSION = """
        group by t.plan_version, v.price_cents, v.currency, v.billing_interval order by t.plan_version desc
        """;

    private final Database database;
    private final Clock clock;

    @Inject
    PreviewPlanChange(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The effect on the tenants of one version.
     *
     * @param version the version that the tenants have now
     * @param tenants how many they are
     * @param paying how many of them are not suspended, so that their price counts
     * @param online how many of them pay online, and so pay a new price from their next period on
     * @param beyondImages how many have used more images in this period than the new terms allow
     * @param beyondSeats how many have more members than the new terms allow
     * @param shorterRetention how many would keep their images for a shorter time
     * @param before what they pay in a month now, in hundredths of the currency; a twelfth of a yearly price
     * @param currency the currency in which they pay now
     * @param after what they would pay in a month, in hundredths of {@code newCurrency}
     * @param newCurrency the currency of the new terms
     * @param isMetered whether the new terms charge images beyond the allowance, and do not refuse them
     */
    public record Effect(
            int version,
            long tenants,
            long paying,
            long online,
            long beyondImages,
            long beyondSeats,
            long shorterRetention,
            long before,
            String currency,
            long after,
            String newCurrency,
            boolean isMetered) {

        /** Whether the amounts can be compared. */
        public boolean isSameCurrency() {
            return currency.equals(newCurrency);
        }

        /** What changes in a month, in hundredths of the currency. */
        public long difference() {
            return after - before;
        }
    }

    private record Row(
            int version,
            int priceCents,
            String currency,
            boolean isYearly,
            long tenants,
            long paying,
            long online,
            long beyondImages,
            long beyondSeats,
            long shorterRetention) {

        Effect toEffect(PlanTerms terms) {
            return new Effect(
                    version,
                    tenants,
                    paying,
                    online,
                    beyondImages,
                    beyondSeats,
                    shorterRetention,
                    monthly(priceCents * paying, isYearly),
                    currency,
                    monthly(terms.priceCents() * paying, terms.interval() == BillingInterval.YEAR),
                    terms.currency(),
                    terms.overage() == OveragePolicy.METERED);
        }

        private static long monthly(long cents, boolean isYearly) {
            return isYearly ? Math.round(cents / 12.0) : cents;
        }
    }

    /** The effect of new terms on the tenants of a plan, by their version, the newest first. */
    public List<Effect> ofPlan(String code, PlanTerms terms) {
        return list("where t.plan_code = :which " + BY_VERSION, code, terms);
    }

    /** The effect of new terms on one tenant; the scope must see it. */
    public Effect ofTenant(TenantId tenant, PlanTerms terms) {
        return list(
                        "where t.id = cast(:which as uuid) " + BY_VERSION,
                        tenant.value().toString(),
                        terms)
                .get(0);
    }

    private List<Effect> list(String which, String value, PlanTerms terms) {
        return database
                .sql(TENANTS + which)
                .bind("which", value)
                .bind("images", Optional.ofNullable(terms.monthlyImages()))
                .bind("seats", Optional.ofNullable(terms.seats()))
                .bind("retention", Optional.ofNullable(terms.retentionDays()))
                .bind("today", LocalDate.now(clock))
                .list(Row.class)
                .stream()
                .map(row -> row.toEffect(terms))
                .toList();
    }
}
