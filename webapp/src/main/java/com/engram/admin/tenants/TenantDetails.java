package com.engram.admin.tenants;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A tenant's members, API keys and plan history, for the operator. Read-only; contains no secrets and no images. */
@ApplicationScoped
@Transactional
class TenantDetails {

    @Inject
    private Database database;

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
            String name, String prefix, String scopes, boolean isLive, boolean isEnded, Optional<Instant> lastUsed) {}

    /** A plan that the tenant had from a time on. */
    public record PlanPeriod(String plan, int version, String name, Instant since) {}

    List<MemberRow> listMembers(TenantId tenant) {
        return database.sql("""
                        select p.name, p.email, m.role, t.confirmed_at is not null as has_second_factor,
                          count(s.id) filter (where s.expires_at > now()) as sessions, max(s.last_seen_at) as last_seen
                        from membership m join person p on p.id = m.person_id
                          left join totp t on t.person_id = p.id
                          left join session s on s.person_id = p.id and s.tenant_id = m.tenant_id
                        where m.tenant_id = :tenant
                        group by p.id, m.id, t.confirmed_at
                        order by array_position(array['owner', 'admin', 'member', 'viewer'], m.role), p.name
                        """).bind("tenant", tenant).list(MemberRow.class);
    }

    List<KeyRow> listKeys(TenantId tenant) {
        return database.sql("""
                        select name, prefix, scopes, live as is_live,
                          revoked_at is not null or coalesce(expires_at <= now(), false) as is_ended,
                          last_used_at as last_used
                        from api_key where tenant_id = :tenant order by created_at desc limit 50
                        """).bind("tenant", tenant).list(KeyRow.class);
    }

    /** Newest first. */
    List<PlanPeriod> listPlans(TenantId tenant) {
        return database.sql("""
                        select h.plan_code as plan, h.plan_version as version, v.name, h.since
                        from tenant_plan_history h
                          join plan_version v on (v.plan_code, v.version) = (h.plan_code, h.plan_version)
                        where h.tenant_id = :tenant order by h.since desc limit 50
                        """).bind("tenant", tenant).list(PlanPeriod.class);
    }
}
