package com.engram.billing.metering;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Images beyond an allowance that the payment processor did not charge, for the operator. */
@AsOperator
@ApplicationScoped
@Transactional
public class ParkedUsage {

    private final Database database;
    private final AuditLog audit;

    @Inject
    ParkedUsage(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * Images of a period that are not charged.
     *
     * @param startsOn first day of the period
     * @param images how many images were not reported
     */
    public record Parked(TenantId tenant, LocalDate startsOn, int images, String reason, Instant parkedAt) {}

    /** All parked usage, the newest first. */
    public List<Parked> listParked() {
        return database.sql("""
            select tenant_id as tenant, starts_on, pending_report - reported as images, parked_reason as reason, parked_at
            from metered_usage where parked_at is not null order by parked_at desc
            """).list(Parked.class);
    }

    /** Reports the usage of a period again with the next run; false if it is not parked. */
    public boolean retry(TenantId tenant, LocalDate startsOn) {
        boolean isParked =
                database.sql("""
            update metered_usage set parked_at = null, parked_reason = null
            where tenant_id = :tenant and starts_on = :start and parked_at is not null
            """).bind("tenant", tenant).bind("start", startsOn).update() == 1;
        if (isParked) {
            audit.recordOf(tenant, "usage.report-retried", startsOn.toString());
        }
        return isParked;
    }

    /** Records that the operator charged the usage of a period by hand, or waived it; false if it is not parked. */
    public boolean settle(TenantId tenant, LocalDate startsOn) {
        boolean isParked =
                database.sql("""
            update metered_usage
            set reported = pending_report, pending_report = null, parked_at = null, parked_reason = null,
              processor_count = null, processor_count_at = null
            where tenant_id = :tenant and starts_on = :start and parked_at is not null
            """).bind("tenant", tenant).bind("start", startsOn).update() == 1;
        if (isParked) {
            audit.recordOf(tenant, "usage.settled-by-hand", startsOn.toString());
        }
        return isParked;
    }
}
