package com.engram.admin.overview;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;

/** How many tenants there are and what their subscriptions bring. Read-only. */
@AsOperator
@ApplicationScoped
@Transactional
class OverviewReport {

    @Inject
    private Database database;

    /**
     * Tenants by state.
     *
     * @param active those that requested an analysis in the last 30 days
     * @param overdue those that are read-only because a payment is overdue
     */
    public record TenantCounts(long all, long active, long suspended, long overdue) {}

    /** The monthly revenue of subscriptions in one currency; a yearly price counts with a twelfth. */
    public record Revenue(String currency, BigDecimal monthly, long tenants) {}

    TenantCounts countTenants() {
        return database.sql("""
                        select count(*) as "all",
                          count(*) filter (where exists (select from analysis a where a.tenant_id = t.id
                            and a.created_at > now() - interval '30 days')) as active,
                          count(*) filter (where suspended_at is not null) as suspended,
                          count(*) filter (where read_only_since is not null) as overdue
                        from tenant t
                        """).get(TenantCounts.class);
    }

    /** By currency, the largest first. */
    List<Revenue> listRevenue() {
        return database.sql("""
                        select v.currency, round(sum(case v.billing_interval when 'year' then v.price_cents / 12.0
                            else v.price_cents end) / 100, 2) as monthly, count(*) as tenants
                        from tenant t join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
                        where v.price_cents > 0 and t.suspended_at is null
                        group by v.currency order by 2 desc
                        """).list(Revenue.class);
    }
}
