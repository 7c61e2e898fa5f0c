package com.engram.people.closing;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Erases closed accounts after their grace period. */
@AsOperator
@ApplicationScoped
@Transactional
public class EraseAccount {

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    EraseAccount(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** The accounts that are due for erasure. */
    public List<TenantId> listDue() {
        return database.sql("select id from tenant where closes_at <= :now")
                .bind("now", clock.instant())
                .list(TenantId.class);
    }

    /**
     * Starts the erasure of an account, which cannot be cancelled from then on. The account accepts nothing new. False if
     * the owner has cancelled the closing.
     */
    public boolean begin(TenantId tenant) {
        return execute("""
                update tenant set erasure_started_at = coalesce(erasure_started_at, now()), suspended_at = coalesce(suspended_at, now())
                where id = :tenant and closes_at <= now()
                """, tenant) == 1;
    }

    /**
     * Deletes every row of an account, and its people who belong to no other tenant. Stores what accounting needs first. The
     * objects were deleted before; those of an image that arrived meanwhile are deleted by the next purge.
     */
    public void erase(TenantId tenant) {
        int noted = execute("""
                insert into closed_account
                select id, name, plan_code, created_at, now(),
                  (select coalesce(sum(used), 0) from usage_period where tenant_id = tenant.id)
                from tenant where id = :tenant and closes_at <= now()
                """, tenant);
        if (noted == 0) {
            return;
        }
        execute("delete from idempotent_response where tenant_id = :tenant", tenant);
        execute("""
                insert into image_tombstone (image_id, tenant_id) select id, tenant_id from image where tenant_id = :tenant
                on conflict do nothing
                """, tenant);
        List<UUID> people = database.sql("select person_id from membership where tenant_id = :tenant")
                .bind("tenant", tenant)
                .list(UUID.class);
        execute("delete from tenant where id = :tenant", tenant);
        database.sql("""
                    delete from person where id = any(:people)
                      and not exists (select from membership where person_id = person.id)
                    """).bind("people", people).update();
        audit.record("account.erased", tenant.value().toString());
    }

    private int execute(String sql, TenantId tenant) {
        return database.sql(sql).bind("tenant", tenant).update();
    }
}
