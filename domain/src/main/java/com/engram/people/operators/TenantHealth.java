package com.engram.people.operators;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How tenants are doing: usage, failures, payment, and when they were last seen. Read-only, one query for a page. */
@AsOperator
@ApplicationScoped
@Transactional
public class TenantHealth {

    /**
     * Every tenant in one row. The current period is the newest one that has begun; it exists once something was used in
     * it. Sessions end and are deleted, so the newest entry of the audit log also tells when somebody was there.
     */
    private static final String HEALTH = """
        with health as (
          select t.id, t.name, t.plan_code as plan, v.name as plan_name, t.plan_version,
            t.suspended_at is not null as is_suspended, t.created_at,
            v.monthly_images + coalesce(u.granted, 0) as allowance, coalesce(u.used, 0) as used,
            coalesce(u.reserved, 0) as reserved,
            (coalesce(u.used, 0) + coalesce(u.reserved, 0)) * 1.0
              / nullif(v.monthly_images + coalesce(u.granted, 0), 0) as share,
            p.email as owner, i.email as invited, coalesce(f.failures, 0) as failures,
            case when t.read_only_since is not null then 'READ_ONLY' else coalesce(s.state, 'MANUAL') end as payment,
            coalesce(o.open_invoices, 0) as open_invoices, greatest(b.seen, k.seen, e.seen) as last_seen
          from tenant t
            join plan_version v on v.plan_code = t.plan_code and v.version = t.plan_version
            left join lateral (
              select n.used, n.reserved, n.granted from usage_period n
              where n.tenant_id = t.id and n.starts_on > cast(:today as date) - interval '1 month'
                and n.starts_on <= cast(:today as date)
                and (t.period_anchor is not null or n.starts_on >= date_trunc('month', cast(:today as date)))
              order by n.starts_on desc limit 1) u on true
            left join membership m on m.tenant_id = t.id and m.role = 'owner'
            left join person p on p.id = m.person_id
            left join (
              select distinct on (tenant_id) tenant_id, email from invitation
              where role = 'owner' and accepted_at is null and revoked_at is null order by tenant_id, created_at
            ) i on i.tenant_id = t.id
            left join (
              select tenant_id, count(*) as failures from analysis
              where state = 'FAILED' and finished_at > cast(:now as timestamptz) - interval '7 days' group by tenant_id
            ) f on f.tenant_id = t.id
            left join subscription s on s.tenant_id = t.id
            left join (
              select tenant_id, count(*) as open_invoices from invoice where state = 'open' group by tenant_id
            ) o on o.tenant_id = t.id
            left join (select tenant_id, max(last_seen_at) as seen from session group by tenant_id) b
              on b.tenant_id = t.id
            left join (select tenant_id, max(last_used_at) as seen from api_key group by tenant_id) k
              on k.tenant_id = t.id
            left join lateral (
              select a.occurred_at as seen from audit_event a
              where a.tenant_id = t.id and a.actor_kind in ('person', 'key') order by a.occurred_at desc limit 1
            ) e on true
        )
        select id, name, plan, plan_name, plan_version, is_suspended, created_at, allowance, used, reserved, owner,
          invited, failures, payment, open_invoices, last_seen, count(*) over () as matches
        from health
        """;

    private static final String MATCHES = """
        where (:search = '' or name ilike :part or plan = lower(:search) or id = cast(:exact as uuid)
            or owner ilike :part or invited ilike :part)
          and (:plan = '' or plan = :plan) and
        """;

    private final Database database;
    private final Clock clock;

    @Inject
    TenantHealth(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * How a tenant is doing.
     *
     * @param allowance images of the current period including granted ones; empty for unlimited
     * @param reserved images that are being analysed
     * @param owner the owner's email address; empty while nobody has joined
     * @param invited the email address of an invited owner who has not joined yet
     * @param failures analyses that failed on our side in the last seven days
     * @param payment the state of the subscription, {@code READ_ONLY} while the tenant is read-only
     * @param lastSeen when a person or an API key was last active; empty if never
     * @param matches how many tenants match the filter
     */
    public record Health(
            UUID id,
            String name,
            String plan,
            String planName,
            int planVersion,
            boolean isSuspended,
            Instant createdAt,
            Optional<Integer> allowance,
            int used,
            int reserved,
            Optional<String> owner,
            Optional<String> invited,
            long failures,
            String payment,
            long openInvoices,
            Optional<Instant> lastSeen,
            long matches) {

        /** Used and reserved images as a share of the allowance, 0 to 1 and beyond; empty for unlimited. */
        public Optional<Double> share() {
            return allowance.map(limit -> limit == 0 ? 1.0 : (used + reserved) / (double) limit);
        }
    }

    /**
     * One page of the tenants that match a filter.
     *
     * @param exactId the tenant whose id was searched for, if the search is an id
     * @param offset how many tenants are before the page
     */
    public List<Health> list(TenantFilter filter, Optional<UUID> exactId, int offset, int limit) {
        return database.sql(HEALTH + MATCHES + filter.state().condition() + " order by "
                        + filter.sort().order() + " offset :offset limit :limit")
                .bind("today", LocalDate.now(clock))
                .bind("now", clock.instant())
                .bind("search", filter.search().strip())
                .bindContaining("part", filter.search().strip())
                .bind("exact", exactId)
                .bind("plan", filter.plan())
                .bind("offset", offset)
                .bind("limit", limit)
                .list(Health.class);
    }

    /** How one tenant is doing; empty if there is none with this id. */
    public Optional<Health> find(TenantId tenant) {
        return database.sql(HEALTH + "where id = :id")
                .bind("today", LocalDate.now(clock))
                .bind("now", clock.instant())
                .bind("id", tenant)
                .find(Health.class);
    }
}
