package com.engram.plans.usage;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.LocalDate;

/** Fires {@link UsageThresholdCrossed} when 80% and when 100% of an allowance are used, each once per period. */
@ApplicationScoped
public class UsageThresholds {

    private final Database database;
    private final Event<UsageThresholdCrossed> crossed;

    @Inject
    UsageThresholds(Database database, Event<UsageThresholdCrossed> crossed) {
        this.database = database;
        this.crossed = crossed;
    }

    private record Crossing(int percent, int used, int allowance) {}

    /**
     * Checks the thresholds. Call it in the transaction that counted the usage: it has locked the period's row, so no
     * other transaction checks the same period at the same time.
     *
     * @param start first day of the period
     */
    @Transactional(TxType.MANDATORY)
    public void check(TenantId tenant, LocalDate start) {
        database.sql("""
            with passed as (
              insert into usage_threshold (tenant_id, starts_on, percent)
              select u.tenant_id, u.starts_on, p.percent
              from usage_period u join tenant t on t.id = u.tenant_id
                join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
                cross join (values (80), (100)) p (percent)
              where u.tenant_id = :tenant and u.starts_on = :start and v.monthly_images + u.granted > 0
                and cast(u.used as bigint) * 100 >= p.percent * cast(v.monthly_images + u.granted as bigint)
              on conflict do nothing
              returning percent)
            select passed.percent, u.used, v.monthly_images + u.granted as allowance
            from passed, usage_period u join tenant t on t.id = u.tenant_id
              join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
            where u.tenant_id = :tenant and u.starts_on = :start
            order by passed.percent
            """)
                .bind("tenant", tenant)
                .bind("start", start)
                .list(Crossing.class)
                .forEach(found -> crossed.fire(
                        new UsageThresholdCrossed(tenant, found.percent(), found.used(), found.allowance(), start)));
    }
}
