package com.engram.plans.usage;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Adds images to a tenant's allowance for the current period, with a reason. */
@AsOperator
@ApplicationScoped
@Transactional
public class GrantCredits {

    private static final int MAX_CREDITS = 1_000_000;
    private static final int MAX_REASON_LENGTH = 500;

    private final Database database;
    private final Tenants tenants;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    GrantCredits(Database database, Tenants tenants, AuditLog audit, Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Images that the operator granted.
     *
     * @param startsOn first day of the period for which they count
     */
    public record Grant(UUID id, LocalDate startsOn, int credits, String reason, Instant grantedAt) {}

    /** Returns the reason why a grant is invalid; empty if it is valid. */
    public static Optional<Refusal> findRefusal(int credits, String reason) {
        return credits < 1 || credits > MAX_CREDITS || reason.isBlank() || reason.length() > MAX_REASON_LENGTH
                ? Optional.of(new Refusal(
                        RefusalReason.INVALID_GRANT,
                        "credits must be 1 to 1,000,000, and reason a text of 1 to 500 characters."))
                : Optional.empty();
    }

    /**
     * Grants images to a tenant.
     *
     * @param operator the operator who grants them
     * @throws IllegalArgumentException if the grant is invalid; see {@link #findRefusal}
     */
    public Grant grant(TenantId tenant, int credits, String reason, UUID operator) {
        if (findRefusal(credits, reason).isPresent()) {
            throw new IllegalArgumentException("Invalid grant of " + credits + " credits");
        }
        LocalDate period =
                UsagePeriods.current(tenants.findTenant(tenant).orElseThrow().periodAnchor(), clock.instant());
        Grant grant = new Grant(UuidCreator.getTimeOrderedEpoch(), period, credits, reason, clock.instant());
        database.sql("""
            insert into usage_period (tenant_id, starts_on, granted) values (:tenant, :startsOn, :credits)
            on conflict (tenant_id, starts_on) do update set granted = usage_period.granted + :credits
            """)
                .bind("tenant", tenant)
                .bind("startsOn", period)
                .bind("credits", credits)
                .update();
        database.sql("""
            insert into credit_grant (id, tenant_id, starts_on, credits, reason, operator_id, granted_at)
            values (:id, :tenant, :startsOn, :credits, :reason, :operator, :grantedAt)
            """)
                .bindAll(grant)
                .bind("tenant", tenant)
                .bind("operator", operator)
                .update();
        audit.recordOf(tenant, "credits.granted", credits + " images: " + reason);
        return grant;
    }

    /** The last hundred grants to a tenant, the newest first. */
    public List<Grant> listGrants(TenantId tenant) {
        return database.sql("""
            select id, starts_on, credits, reason, granted_at from credit_grant
            where tenant_id = :tenant order by granted_at desc limit 100
            """).bind("tenant", tenant).list(Grant.class);
    }
}
