package com.engram.analysis.libraries;

import com.engram.analysis.AnalysisState;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.images.storage.ObjectStore;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Exports a tenant's original images and results as ZIP files in the object store. A batch job writes them. Each file
 * holds some of the images and is complete in itself, so a stopped job continues with the next file. An export is kept for
 * a week.
 */
@ApplicationScoped
public class ExportLibrary {

    private static final Duration URL_VALIDITY = Duration.ofMinutes(15);

    private final Database database;
    private final ObjectStore store;
    private final AuditLog audit;

    @Inject
    ExportLibrary(Database database, ObjectStore store, AuditLog audit) {
        this.database = database;
        this.store = store;
        this.audit = audit;
    }

    /**
     * An export.
     *
     * @param files URLs of its files; empty until it is finished
     */
    public record Export(UUID id, boolean finished, List<URI> files) {}

    /**
     * An image and its current result.
     *
     * @param score 0..1; empty without a result, like the next two
     * @param percentile 0..100
     * @param model the version of the model
     */
    public record ExportLine(
            UUID image, String filename, Optional<Double> score, Optional<Double> percentile, Optional<String> model) {}

    private record ExportState(int files, boolean finished) {}

    private record ExportFiles(UUID id, int files) {}

    private record LineRow(
            UUID image,
            String filename,
            @Nullable Float score,
            @Nullable Float percentile,
            Optional<String> model) {

        ExportLine toLine() {
            return new ExportLine(
                    image,
                    filename,
                    Optional.ofNullable(score).map(Float::doubleValue),
                    Optional.ofNullable(percentile).map(Float::doubleValue),
                    model);
        }
    }

    /** The key of a file of an export in the object store. */
    public static String key(UUID export, int file) {
        return "export-%s-%d".formatted(export, file);
    }

    /** Requests an export of the current tenant's library; the id of the new export, or of the one in progress. */
    @Transactional
    public UUID request() {
        int created = database.sql("""
                        with created as (
                          insert into library_export (id, tenant_id) values (:id, :tenant)
                          on conflict (tenant_id) where finished_at is null do nothing returning id)
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        select 'export-library', cast(id as text), now(), false, 1 from created
                        """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("tenant", Scope.getTenant())
                .update();
        if (created > 0) {
            audit.record("library.exported", "");
        }
        return database.sql(
                        "select id from library_export where tenant_id = :tenant order by requested_at desc limit 1")
                .bind("tenant", Scope.getTenant())
                .get(UUID.class);
    }

    /** An export of the current tenant. */
    @Transactional
    public Optional<Export> findExport(UUID id) {
        return database.sql("select files, finished_at is not null as finished from library_export where id = :id")
                .bind("id", id)
                .find(ExportState.class)
                .map(state -> new Export(id, state.finished(), state.finished() ? urls(id, state.files()) : List.of()));
    }

    private List<URI> urls(UUID id, int files) {
        return IntStream.range(0, files)
                .mapToObj(file -> store.signPublicRead(key(id, file), URL_VALIDITY))
                .toList();
    }

    /** A page of the images to export, by id, after the given one. */
    @AsOperator
    @Transactional(TxType.REQUIRES_NEW)
    public List<UUID> listAfter(UUID export, UUID image, int limit) {
        return database.sql("""
                        select i.id from library_export e join image i on i.tenant_id = e.tenant_id
                        where e.id = :export and i.id > :image and i.state = 'READY' order by i.id limit :limit
                        """)
                .bind("export", export)
                .bind("image", image)
                .bind("limit", limit)
                .list(UUID.class);
    }

    /** The lines of these images, by id. */
    @AsOperator
    @Transactional(TxType.REQUIRES_NEW)
    public List<ExportLine> listLines(Collection<UUID> images) {
        return database.sql("""
                        select i.id as image, i.filename, a.score, a.percentile, a.model_version as model
                        from image i left join image_result r on r.tenant_id = i.tenant_id and r.image_id = i.id
                          left join analysis a on a.id = r.analysis_id and a.state = :done
                        where i.id = any(:images) order by i.id
                        """).bind("done", AnalysisState.DONE).bind("images", images).list(LineRow.class).stream()
                .map(LineRow::toLine)
                .toList();
    }

    /**
     * Records how many files are written.
     *
     * @return false if the export was deleted meanwhile
     */
    @AsOperator
    @Transactional(TxType.REQUIRES_NEW)
    public boolean recordFileCount(UUID export, int files) {
        return database.sql("update library_export set files = :files where id = :export")
                        .bind("files", files)
                        .bind("export", export)
                        .update()
                > 0;
    }

    /** Marks an export as finished: all files are written. */
    @AsOperator
    @Transactional(TxType.REQUIRES_NEW)
    public void finish(UUID export) {
        database.sql("update library_export set finished_at = now() where id = :export")
                .bind("export", export)
                .update();
    }

    /** Deletes exports that are a week old, with their files; how many. */
    @AsOperator
    @Transactional(TxType.REQUIRES_NEW)
    public int deleteExpired(int limit) {
        List<ExportFiles> expired = database.sql("""
                        delete from library_export where id in (select id from library_export
                          where finished_at < now() - interval '7 days' order by requested_at limit :limit)
                        returning id, files
                        """).bind("limit", limit).list(ExportFiles.class);
        expired.forEach(this::deleteFiles);
        return expired.size();
    }

    /**
     * Deletes all exports of a tenant with their files. An export that is being written stops at its next file.
     *
     * @throws com.engram.images.storage.StorageException if the object store is not available; then nothing is deleted
     *     from the database
     */
    @AsOperator
    @Transactional(TxType.REQUIRES_NEW)
    public void deleteAllOf(TenantId tenant) {
        database.sql("delete from library_export where tenant_id = :tenant returning id, files")
                .bind("tenant", tenant)
                .list(ExportFiles.class)
                .forEach(this::deleteFiles);
    }

    private void deleteFiles(ExportFiles export) {
        store.delete(IntStream.range(0, export.files())
                .mapToObj(file -> key(export.id(), file))
                .toList());
    }
}
