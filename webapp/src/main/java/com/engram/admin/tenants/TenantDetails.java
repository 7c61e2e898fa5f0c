package com.engram.admin.tenants;

import com.engram.tenancy.TenantId;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A tenant's members, API keys and plan history, for the operator. Read-only; contains no secrets and no images. */
@ApplicationScoped
@Transactional
class TenantDetails {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    /**
     * A member of the tenant.
     *
     * @param sessions the number of active sessions
     */
    public record MemberRow(
            String name,
            String email,
            String role,
            boolean hasSecondFactor,
            long sessions,
            Optional<Instant> lastSeen) {}

    /** An API key of the tenant. */
    public record KeyRow(
            String name, String prefix, String scopes, boolean isLive, boolean isOver, Optional<Instant> lastUsed) {}

    /** A plan that the tenant had from a time on. */
    public record PlanPeriod(String plan, int version, String name, Instant since) {}

    List<MemberRow> listPeople(TenantId tenant) {
        return TupleRows.of(entities.createNativeQuery("""
            select p.name, p.email, m.role, t.confirmed_at is not null,
              count(s.id) filter (where s.expires_at > now()), max(s.last_seen_at)
            from membership m join person p on p.id = m.person_id
              left join totp t on t.person_id = p.id
              left join session s on s.person_id = p.id and s.tenant_id = m.tenant_id
            where m.tenant_id = :tenant
            group by p.id, m.id, t.confirmed_at
            order by array_position(array['owner', 'admin', 'member', 'viewer'], m.role), p.name
            """, Tuple.class).setParameter("tenant", tenant.value()))
                .map(row -> new MemberRow(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, Boolean.class),
                        ((Number) row.get(4)).longValue(),
                        Optional.ofNullable(row.get(5, Instant.class))))
                .toList();
    }

    List<KeyRow> listKeys(TenantId tenant) {
        return TupleRows.of(entities.createNativeQuery("""
            select name, prefix, scopes, live, revoked_at is not null or coalesce(expires_at <= now(), false),
              last_used_at
            from api_key where tenant_id = :tenant order by created_at desc limit 50
            """, Tuple.class).setParameter("tenant", tenant.value()))
                .map(row -> new KeyRow(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, Boolean.class),
                        row.get(4, Boolean.class),
                        Optional.ofNullable(row.get(5, Instant.class))))
                .toList();
    }

    /** Newest first. */
    List<PlanPeriod> listPlans(TenantId tenant) {
        return TupleRows.of(entities.createNativeQuery("""
            select h.plan_code, h.plan_version, v.name, h.since
            from tenant_plan_history h join plan_version v on (v.plan_code, v.version) = (h.plan_code, h.plan_version)
            where h.tenant_id = :tenant order by h.since desc limit 50
            """, Tuple.class).setParameter("tenant", tenant.value()))
                .map(row -> new PlanPeriod(
                        row.get(0, String.class),
                        row.get(1, Integer.class),
                        row.get(2, String.class),
                        row.get(3, Instant.class)))
                .toList();
    }
}
