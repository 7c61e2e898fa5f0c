package com.engram.audit;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Records in the audit log that somebody named objects of other tenants. Such a request gets the same response as one with
 * unknown ids; only the log tells them apart.
 */
@AsOperator
@ApplicationScoped
@Transactional
public class RecordProbe {

    /** Somebody who tries many ids fills the log with no more entries. */
    private static final int MAX_PER_HOUR = 100;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    RecordProbe(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Records one entry if an object of another tenant is among the ids.
     *
     * @param actor who named the ids
     * @param tenant the actor's tenant, whose log gets the entry
     * @param ids ids of objects of any kind
     * @param request method and path of the request
     */
    public void record(Actor actor, TenantId tenant, Collection<UUID> ids, String request) {
        if (belongsToOthers(tenant, ids) && countOfLastHour(tenant) < MAX_PER_HOUR) {
            try (Actor.Entered ignored = actor.enter()) {
                audit.recordOf(tenant, "access.foreign-id", request);
            }
        }
    }

    private boolean belongsToOthers(TenantId tenant, Collection<UUID> ids) {
        return database.sql("""
            select exists (
              select from (
                select id, tenant_id from image union all
                select id, tenant_id from analysis union all
                select id, tenant_id from batch union all
                select id, tenant_id from project union all
                select id, tenant_id from share_link union all
                select id, tenant_id from library_export union all
                select id, tenant_id from webhook_endpoint union all
                select id, tenant_id from api_key union all
                select id, tenant_id from invoice union all
                select person_id, tenant_id from membership union all
                select id, tenant_id from membership union all
                select id, tenant_id from invitation union all
                select id, tenant_id from session union all
                select id, tenant_id from audit_event
              ) object where object.id = any(:ids) and object.tenant_id <> :tenant)
            """)
                .bind("ids", Set.copyOf(ids))
                .bind("tenant", tenant)
                .get(Boolean.class);
    }

    private int countOfLastHour(TenantId tenant) {
        return database.sql("""
            select count(*) from audit_event
            where tenant_id = :tenant and action = 'access.foreign-id' and occurred_at > :since
            """)
                .bind("tenant", tenant)
                .bind("since", clock.instant().minus(Duration.ofHours(1)))
                .get(Integer.class);
    }
}
