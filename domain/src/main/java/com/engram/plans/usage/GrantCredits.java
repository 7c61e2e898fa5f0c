package com.engram.plans.usage;

import com.engram.audit.AuditLog;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives a tenant images on top of its running period's allowance, each time with the reason. For the operator. */
@ApplicationScoped
@Transactional
public class GrantCredits {

    private static final int MAX_CREDITS = 1_000_000;
    private static final int MAX_REASON_LENGTH = 500;

    private final EntityManager entities;
    private final Tenants tenants;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    GrantCredits(EntityManager entities, Tenants tenants, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.tenants = tenants;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What was given.
     *
     * @param startsOn first day of the period in which it counts
     */
    public record Grant(UUID id, LocalDate startsOn, int credits, String reason, Instant grantedAt) {}

    /** Why such a grant is invalid; empty if it is valid. */
    public static Optional<Refusal> findRefusal(int credits, String reason) {
        return credits < 1 || credits > MAX_CREDITS || reason.isBlank() || reason.length() > MAX_REASON_LENGTH
                ? Optional.of(new Refusal(
                        RefusalReason.INVALID_GRANT,
                        "credits must be 1 to 1,000,000, and reason a text of 1 to 500 characters."))
                : Optional.empty();
    }

    /**
     * Gives images to a tenant that the scope sees.
     *
     * @param operator who gives
     * @throws IllegalArgumentException if the grant is invalid; see {@link #findRefusal}
     */
    public Grant grant(TenantId tenant, int credits, String reason, UUID operator) {
        if (findRefusal(credits, reason).isPresent()) {
            throw new IllegalArgumentException("An invalid grant of " + credits + " credits");
        }
        LocalDate period =
                UsagePeriods.current(tenants.findTenant(tenant).orElseThrow().periodAnchor(), LocalDate.now(clock));
        Grant grant = new Grant(UuidCreator.getTimeOrderedEpoch(), period, credits, reason, clock.instant());
        entities.createNativeQuery("""
                        insert into usage_period (tenant_id, starts_on, granted) values (:tenant, :start, :credits)
                        on conflict (tenant_id, starts_on) do update set granted = usage_period.granted + :credits
                        """)
                .setParameter("tenant", tenant.value())
                .setParameter("start", period)
                .setParameter("credits", credits)
                .executeUpdate();
        entities.createNativeQuery("""
                        insert into credit_grant (id, tenant_id, starts_on, credits, reason, operator_id, granted_at)
                        values (:id, :tenant, :start, :credits, :reason, :operator, :now)
                        """)
                .setParameter("id", grant.id())
                .setParameter("tenant", tenant.value())
                .setParameter("start", period)
                .setParameter("credits", credits)
                .setParameter("reason", reason)
                .setParameter("operator", operator)
                .setParameter("now", grant.grantedAt())
                .executeUpdate();
        audit.recordOf(tenant, "credits.granted", credits + " images: " + reason);
        return grant;
    }

    /** What a tenant was given, the newest first. */
    @SuppressWarnings("unchecked")
    public List<Grant> listGrants(TenantId tenant) {
        List<Object[]> rows = entities.createNativeQuery("""
                        select id, starts_on, credits, reason, granted_at from credit_grant
                        where tenant_id = :tenant order by granted_at desc limit 100
                        """)
                .setParameter("tenant", tenant.value())
                .getResultList();
        return rows.stream()
                .map(row -> new Grant(
                        (UUID) row[0],
                        row[1] instanceof LocalDate day ? day : ((java.sql.Date) row[1]).toLocalDate(),
                        ((Number) row[2]).intValue(),
                        (String) row[3],
                        (Instant) row[4]))
                .toList();
    }
}
