package com.engram.images.deletion;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Finds images that are due for deletion, over all tenants, and deletes them.
 * Each call is a transaction of its own.
 */
@AsOperator
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class ExpiredImages {

    private final Database database;
    private final DeleteImageRows deleteRows;

    @Inject
    ExpiredImages(Database database, DeleteImageRows deleteRows) {
        this.database = database;
        this.deleteRows = deleteRows;
    }

    /**
     * A page of images that are older than their tenants' plans keep them, ordered by id, after the given one. A tenant
     * whose plan changed within the last 30 days keeps all its images.
     */
    public List<UUID> listExpired(UUID after, int limit) {
        return database.sql("""
            select i.id from image i join tenant t on t.id = i.tenant_id
              join plan_version p on p.plan_code = t.plan_code and p.version = t.plan_version
            where i.id > :after and i.created_at < now() - make_interval(days => p.retention_days)
              and (t.plan_changed_at is null or t.plan_changed_at < now() - interval '30 days')
            order by i.id limit :limit
            """).bind("after", after).bind("limit", limit).list(UUID.class);
    }

    /** Images whose form was signed an hour ago or earlier, and whose analysis was never requested; the oldest first. */
    public List<UUID> listAbandonedUploads(int limit) {
        return database.sql("""
            select id from image where state = 'AWAITING_UPLOAD' and created_at < now() - interval '1 hour'
            order by created_at limit :limit
            """).bind("limit", limit).list(UUID.class);
    }

    /** Images that were removed, and can no longer be restored; the oldest first. */
    public List<UUID> listRemoved(int limit) {
        return database.sql("""
            select id from image where removed_at < now() - make_interval(secs => :restorable)
            order by removed_at limit :limit
            """)
                .bind("restorable", RemoveImages.RESTORABLE_SECONDS)
                .bind("limit", limit)
                .list(UUID.class);
    }

    /** Images of the try-it box that are older than the given age; the oldest first. */
    public List<UUID> listTrialImages(Duration age, int limit) {
        return database.sql("""
            select id from image where tenant_id = :tenant and created_at < now() - make_interval(secs => :age)
            order by created_at limit :limit
            """)
                .bind("tenant", TenantId.TRY_IT)
                .bind("age", age)
                .bind("limit", limit)
                .list(UUID.class);
    }

    /** Deletes images. Their objects are deleted later. */
    public void delete(Collection<UUID> images) {
        deleteRows.delete(images);
    }
}
