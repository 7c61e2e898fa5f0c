package com.engram.analysis.libraries;

import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Scores all images of a tenant again, after the model has changed. The operator requests it, so it is done in bulk and at
 * no charge. A request schedules a task for the cluster; a batch job then queues the images chunk by chunk, and continues
 * from its checkpoint if it was stopped.
 */
@AsOperator
@ApplicationScoped
public class RescoreLibrary {

    private final Database database;
    private final AnalysisNotifier notifier;
    private final AuditLog audit;

    @Inject
    RescoreLibrary(Database database, AnalysisNotifier notifier, AuditLog audit) {
        this.database = database;
        this.notifier = notifier;
        this.audit = audit;
    }

    /**
     * A rescoring, in progress or finished.
     *
     * @param queued how many images have been queued so far
     * @param finishedAt when all of them were queued; null until then
     */
    public record Rescoring(
            UUID id,
            Instant requestedAt,
            int queued,
            @Nullable Instant finishedAt) {}

    /** Requests a rescoring; the new one, or the one in progress if there is one. */
    @Transactional
    public Rescoring request(TenantId tenant) {
        int created = database.sql("""
            with created as (
              insert into rescoring (id, tenant_id) values (:id, :tenant)
              on conflict (tenant_id) where finished_at is null do nothing returning id)
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            select 'rescore-library', cast(id as text), now(), false, 1 from created
            """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("tenant", tenant)
                .update();
        if (created > 0) {
            audit.recordOf(tenant, "library.rescored", "all images, at no charge");
        }
        return findNewest(tenant).orElseThrow();
    }

    /** The newest rescoring of a tenant. */
    @Transactional
    public Optional<Rescoring> findNewest(TenantId tenant) {
        return database.sql("""
            select id, requested_at, queued, finished_at from rescoring where tenant_id = :tenant
            order by requested_at desc limit 1
            """).bind("tenant", tenant).find(Rescoring.class);
    }

    /** A page of the images to queue, by id, after the given one. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<UUID> listAfter(UUID rescoring, UUID image, int limit) {
        return database.sql("""
            select i.id from rescoring r join image i on i.tenant_id = r.tenant_id
            where r.id = :rescoring and i.id > :image and i.state = 'READY' and i.created_at < r.requested_at
            order by i.id limit :limit
            """)
                .bind("rescoring", rescoring)
                .bind("image", image)
                .bind("limit", limit)
                .list(UUID.class);
    }

    /**
     * Queues images. An image that has been analysed since the request is left out, so a call that is repeated queues no
     * image twice.
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void queue(UUID rescoring, Collection<UUID> images) {
        int queued = database.sql("""
            insert into analysis (id, tenant_id, image_id, state, deep_map, bulk, free, credit_period, created_at)
            select gen_random_uuid(), i.tenant_id, i.id, 'QUEUED', false, true, true,
              coalesce((select max(starts_on) from usage_period u where u.tenant_id = i.tenant_id), cast(now() as date)),
              now()
            from rescoring r join image i on i.tenant_id = r.tenant_id
            where r.id = :rescoring and i.id = any(:images) and not exists (
              select from analysis a where a.image_id = i.id and a.created_at >= r.requested_at)
            """)
                .bind("rescoring", rescoring)
                .bind("images", images)
                .update();
        database.sql("update rescoring set queued = queued + :queued where id = :rescoring")
                .bind("queued", queued)
                .bind("rescoring", rescoring)
                .update();
        if (queued > 0) {
            notifier.notifyWorkQueued();
        }
    }

    /** Marks a rescoring as finished: all images are queued. */
    @Transactional(TxType.REQUIRES_NEW)
    public void finish(UUID rescoring) {
        database.sql("update rescoring set finished_at = now() where id = :rescoring")
                .bind("rescoring", rescoring)
                .update();
    }
}
