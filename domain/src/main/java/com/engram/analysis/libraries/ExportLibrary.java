package com.engram.analysis.libraries;

import com.engram.audit.AuditLog;
import com.engram.images.storage.ObjectStore;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A tenant's originals and results as ZIP files in the object store, written by a batch job: each file holds some
 * pictures and stands for itself, so a job that was stopped goes on with the next file. They are kept for a week.
 */
@ApplicationScoped
public class ExportLibrary {

    private static final Duration ADDRESSES_LAST = Duration.ofMinutes(15);

    private final EntityManager entities;
    private final ObjectStore store;
    private final AuditLog audit;

    @Inject
    ExportLibrary(EntityManager entities, ObjectStore store, AuditLog audit) {
        this.entities = entities;
        this.store = store;
        this.audit = audit;
    }

    /** An export; its files can be fetched once it is finished. */
    public record Export(UUID id, boolean finished, List<URI> files) {}

    /** Where a file of an export lies. */
    public static String key(UUID export, int file) {
        return "export-%s-%d".formatted(export, file);
    }

    /** Asks for an export of the entered tenant's library; its id, or that of the one that is under way. */
    @Transactional
    public UUID ask() {
        int asked = entities.createNativeQuery("""
                        with asked as (
                          insert into library_export (id, tenant_id) values (:id, :tenant)
                          on conflict (tenant_id) where finished_at is null do nothing returning id)
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        select 'export-library', cast(id as text), now(), false, 1 from asked
                        """)
                .setParameter("id", UuidCreator.getTimeOrderedEpoch())
                .setParameter("tenant", Scope.getTenant().value())
                .executeUpdate();
        if (asked > 0) {
            audit.record("library.exported", "");
        }
        return (UUID) entities.createNativeQuery(
                        "select id from library_export where tenant_id = :tenant order by requested_at desc limit 1",
                        UUID.class)
                .setParameter("tenant", Scope.getTenant().value())
                .getSingleResult();
    }

    /** An export of the entered tenant. */
    @Transactional
    @SuppressWarnings("unchecked")
    public Optional<Export> findExport(UUID id) {
        List<Object[]> rows = entities.createNativeQuery(
                        "select files, finished_at is not null from library_export where id = :id")
                .setParameter("id", id)
                .getResultList();
        return rows.stream().findFirst().map(row -> {
            boolean finished = (Boolean) row[1];
            return new Export(id, finished, finished ? addresses(id, ((Number) row[0]).intValue()) : List.of());
        });
    }

    private List<URI> addresses(UUID id, int files) {
        return IntStream.range(0, files)
                .mapToObj(file -> store.signPublicRead(key(id, file), ADDRESSES_LAST))
                .toList();
    }

    /** A page of the pictures to export, in the order of ids from behind the given one on. In the operator's scope. */
    @Transactional(TxType.REQUIRES_NEW)
    @SuppressWarnings("unchecked")
    public List<UUID> listAfter(UUID export, UUID image, int most) {
        return entities.createNativeQuery("""
                        select i.id from library_export e join image i on i.tenant_id = e.tenant_id
                        where e.id = :export and i.id > :image and i.state = 'READY' order by i.id limit :most
                        """, UUID.class)
                .setParameter("export", export)
                .setParameter("image", image)
                .setParameter("most", most)
                .getResultList();
    }

    /** A picture's newest result, as a line of an export. */
    public record Line(
            UUID image, String filename, Optional<Double> score, Optional<Double> percentile, Optional<String> model) {}

    /** The lines of some pictures, in the order of their ids. In the operator's scope. */
    @Transactional(TxType.REQUIRES_NEW)
    @SuppressWarnings("unchecked")
    public List<Line> listLines(Collection<UUID> images) {
        List<Object[]> rows =
                entities.createNativeQuery("""
                        select i.id, i.filename, a.score, a.percentile, a.model_version
                        from image i left join lateral (select * from analysis d where d.image_id = i.id and d.state = 'DONE'
                          order by d.created_at desc limit 1) a on true
                        where i.id in (:images) order by i.id
                        """).setParameter("images", images).getResultList();
        return rows.stream()
                .map(row -> new Line(
                        (UUID) row[0],
                        (String) row[1],
                        Optional.ofNullable((Number) row[2]).map(Number::doubleValue),
                        Optional.ofNullable((Number) row[3]).map(Number::doubleValue),
                        Optional.ofNullable((String) row[4])))
                .toList();
    }

    /** So many files are written; false if the export has been removed meanwhile. In the operator's scope. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean counted(UUID export, int files) {
        return entities.createNativeQuery("update library_export set files = :files where id = :export")
                        .setParameter("files", files)
                        .setParameter("export", export)
                        .executeUpdate()
                > 0;
    }

    /** All files are written. In the operator's scope. */
    @Transactional(TxType.REQUIRES_NEW)
    public void finish(UUID export) {
        entities.createNativeQuery("update library_export set finished_at = now() where id = :export")
                .setParameter("export", export)
                .executeUpdate();
    }

    /** Removes exports that are a week old, and their files; how many. In the operator's scope. */
    @Transactional(TxType.REQUIRES_NEW)
    @SuppressWarnings("unchecked")
    public int forgetOld(int most) {
        List<Object[]> old =
                entities.createNativeQuery("""
                        with old as (
                          delete from library_export where id in (select id from library_export
                            where finished_at < now() - interval '7 days' order by requested_at limit :most)
                          returning id, files)
                        select id, files from old
                        """).setParameter("most", most).getResultList();
        old.forEach(this::deleteFiles);
        return old.size();
    }

    /**
     * Removes every export of a tenant and their files; one that is being written ends at its next file. In the
     * operator's scope.
     *
     * @throws com.engram.images.storage.StorageException if the store is away; then the exports are all there still
     */
    @Transactional(TxType.REQUIRES_NEW)
    @SuppressWarnings("unchecked")
    public void forgetAll(TenantId tenant) {
        List<Object[]> all = entities.createNativeQuery("""
                        with gone as (delete from library_export where tenant_id = :tenant returning id, files)
                        select id, files from gone
                        """)
                .setParameter("tenant", tenant.value())
                .getResultList();
        all.forEach(this::deleteFiles);
    }

    private void deleteFiles(Object[] export) {
        store.delete(IntStream.range(0, ((Number) export[1]).intValue())
                .mapToObj(file -> key((UUID) export[0], file))
                .toList());
    }
}
