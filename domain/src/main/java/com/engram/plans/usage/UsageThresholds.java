package com.engram.plans.usage;

import com.engram.tenancy.TenantId;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.LocalDate;

/** Notices when four fifths and when all of an allowance are used: once in each period, whoever counted the use. */
@ApplicationScoped
public class UsageThresholds {

    private final EntityManager entities;
    private final Event<UsageThresholdCrossed> crossed;

    @Inject
    UsageThresholds(EntityManager entities, Event<UsageThresholdCrossed> crossed) {
        this.entities = entities;
        this.crossed = crossed;
    }

    /**
     * Looks after a use was counted, in the same transaction, which holds the period's row; so nobody looks beside it.
     *
     * @param start first day of the period
     */
    @Transactional(TxType.MANDATORY)
    public void look(TenantId tenant, LocalDate start) {
        TupleRows.of(entities.createNativeQuery("""
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
            select passed.percent, u.used, v.monthly_images + u.granted
            from passed, usage_period u join tenant t on t.id = u.tenant_id
              join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
            where u.tenant_id = :tenant and u.starts_on = :start
            order by passed.percent
            """, Tuple.class)
                        .setParameter("tenant", tenant.value())
                        .setParameter("start", start))
                .map(row -> new UsageThresholdCrossed(
                        tenant, row.get(0, Integer.class), row.get(1, Integer.class), row.get(2, Integer.class), start))
                .toList()
                .forEach(crossed::fire);
    }
}
