package com.engram.plans.usage;

import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/**
 * The variants of what-ifs that a tenant may score in a period. They are counted beside the credits that they cost, and stay
 * counted if their images are deleted.
 */
@ApplicationScoped
@Transactional
public class WhatIfAllowance {

    private final Database database;
    private final CreditAllowance credits;
    private final Plans plans;

    @Inject
    WhatIfAllowance(Database database, CreditAllowance credits, Plans plans) {
        this.database = database;
        this.credits = credits;
        this.plans = plans;
    }

    /**
     * The variants of the current period.
     *
     * @param limit how many the plan allows; empty for unlimited
     */
    public record WhatIfUsage(int used, Optional<Integer> limit) {

        /** How many are left; empty for unlimited. */
        public Optional<Integer> left() {
            return limit.map(allowed -> Math.max(0, allowed - used));
        }
    }

    /** The variants that the current tenant has had in the current period. */
    public WhatIfUsage usage() {
        return usage("");
    }

    /** Whether the current tenant could score this many variants now; if not, the reason. */
    public Optional<Refusal> check(int variants) {
        return check(usage(), variants);
    }

    /**
     * Like {@link #check}, and concurrent calls for the same period wait for this transaction, so that {@link #count} is within the
     * limit.
     */
    @Transactional(TxType.MANDATORY)
    public Optional<Refusal> checkLocked(int variants) {
        database.sql("insert into usage_period (tenant_id, starts_on) values (:tenant, :start) on conflict do nothing")
                .bind("tenant", Scope.getTenant())
                .bind("start", credits.period())
                .update();
        return check(usage("for update"), variants);
    }

    /** Counts variants that are delivered. {@link #checkLocked} comes before it in the same transaction. */
    @Transactional(TxType.MANDATORY)
    public void count(int variants) {
        database.sql("""
                update usage_period set what_ifs = what_ifs + :variants where tenant_id = :tenant and starts_on = :start
                """)
                .bind("variants", variants)
                .bind("tenant", Scope.getTenant())
                .bind("start", credits.period())
                .update();
    }

    private WhatIfUsage usage(String lock) {
        int used = database.sql(
                        "select what_ifs from usage_period where tenant_id = :tenant and starts_on = :start " + lock)
                .bind("tenant", Scope.getTenant())
                .bind("start", credits.period())
                .find(Integer.class)
                .orElse(0);
        return new WhatIfUsage(used, plans.getCurrent().whatIfs());
    }

    private static Optional<Refusal> check(WhatIfUsage usage, int variants) {
        int left = usage.left().orElse(Integer.MAX_VALUE);
        int limit = usage.limit().orElse(0);
        return variants <= left
                ? Optional.empty()
                : Optional.of(new Refusal(
                        RefusalReason.WHAT_IFS_EXCEEDED,
                        "The plan allows %d variants of what-ifs a month, and %d are left. Upgrade the plan under /billing, or try fewer."
                                .formatted(limit, left),
                        Message.of("refusal.what_ifs_exceeded", left, limit)));
    }
}
