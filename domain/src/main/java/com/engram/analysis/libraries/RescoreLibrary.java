package com.engram.analysis.libraries;

import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.audit.AuditLog;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Scores all pictures of a tenant again, because the model is another one: in bulk and at no charge, for it is the
 * operator who wants it. Asking leaves work for the cluster; a batch job then queues the pictures chunk by chunk, and
 * goes on from its checkpoint wherever it was stopped. In the operator's scope.
 */
@ApplicationScoped
public class RescoreLibrary {

    private final EntityManager entities;
    private final AnalysisNotifier news;
    private final AuditLog audit;

    @Inject
    RescoreLibrary(EntityManager entities, AnalysisNotifier news, AuditLog audit) {
        this.entities = entities;
        this.news = news;
        this.audit = audit;
    }

    /**
     * A rescoring under way or done.
     *
     * @param queued how many pictures were put into the line so far
     * @param finishedAt when all of them were in the line
     */
    public record Rescoring(
            UUID id, Instant askedAt, int queued, @Nullable Instant finishedAt) {}

    /** Asks for it; the one that is under way already if there is one. */
    @Transactional
    public Rescoring ask(TenantId tenant) {
        int asked = entities.createNativeQuery("""
                        with asked as (
                          insert into rescoring (id, tenant_id) values (:id, :tenant)
                          on conflict (tenant_id) where finished_at is null do nothing returning id)
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        select 'rescore-library', cast(id as text), now(), false, 1 from asked
                        """)
                .setParameter("id", UuidCreator.getTimeOrderedEpoch())
                .setParameter("tenant", tenant.value())
                .executeUpdate();
        if (asked > 0) {
            audit.recordOf(tenant, "library.rescored", "all pictures, at no charge");
        }
        return findNewest(tenant).orElseThrow();
    }

    /** The tenant's newest one. */
    @Transactional
    @SuppressWarnings("unchecked")
    public Optional<Rescoring> findNewest(TenantId tenant) {
        List<Object[]> rows = entities.createNativeQuery("""
                        select id, requested_at, queued, finished_at from rescoring where tenant_id = :tenant
                        order by requested_at desc limit 1
                        """)
                .setParameter("tenant", tenant.value())
                .getResultList();
        return rows.stream()
                .map(row ->
                        new Rescoring((UUID) row[0], (Instant) row[1], ((Number) row[2]).intValue(), (Instant) row[3]))
                .findFirst();
    }

    /** A page of the pictures to queue, in the order of ids from behind the given one on. */
    @Transactional(TxType.REQUIRES_NEW)
    @SuppressWarnings("unchecked")
    public List<UUID> listAfter(UUID rescoring, UUID image, int most) {
        return entities.createNativeQuery("""
                        select i.id from rescoring r join image i on i.tenant_id = r.tenant_id
                        where r.id = :rescoring and i.id > :image and i.state = 'READY' and i.created_at < r.requested_at
                        order by i.id limit :most
                        """, UUID.class)
                .setParameter("rescoring", rescoring)
                .setParameter("image", image)
                .setParameter("most", most)
                .getResultList();
    }

    /** Queues pictures, each once however often it is called: one that was asked for since then is left out. */
    @Transactional(TxType.REQUIRES_NEW)
    public void queue(UUID rescoring, Collection<UUID> images) {
        int queued = entities.createNativeQuery("""
                        insert into analysis (id, tenant_id, image_id, state, deep_map, bulk, free, credit_period, created_at)
                        select gen_random_uuid(), i.tenant_id, i.id, 'QUEUED', false, true, true,
                          coalesce((select max(starts_on) from usage_period u where u.tenant_id = i.tenant_id), current_date), now()
                        from rescoring r join image i on i.tenant_id = r.tenant_id
                        where r.id = :rescoring and i.id in (:images) and not exists (
                          select from analysis a where a.image_id = i.id and a.created_at >= r.requested_at)
                        """)
                .setParameter("rescoring", rescoring)
                .setParameter("images", images)
                .executeUpdate();
        entities.createNativeQuery("update rescoring set queued = queued + :queued where id = :rescoring")
                .setParameter("queued", queued)
                .setParameter("rescoring", rescoring)
                .executeUpdate();
        if (queued > 0) {
            news.queueGrew();
        }
    }

    /** All pictures are in the line. */
    @Transactional(TxType.REQUIRES_NEW)
    public void finish(UUID rescoring) {
        entities.createNativeQuery("update rescoring set finished_at = now() where id = :rescoring")
                .setParameter("rescoring", rescoring)
                .executeUpdate();
    }
}
