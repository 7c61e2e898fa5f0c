package com.engram.analysis.comparisons;

import com.engram.analysis.scorers.Model;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.images.deletion.ImagesDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The comparisons that the current tenant kept. */
@ApplicationScoped
@Transactional
public class Comparisons {

    private final Database database;
    private final AuditLog audit;

    @Inject
    Comparisons(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    private record Head(
            Optional<String> name, Optional<String> note, String modelName, String modelVersion, Instant createdAt) {}

    private record PairRow(
            int first, int second, double difference, double intervalLow, double intervalHigh, double probability) {

        ComparedPair toPair(List<ComparedImage> images) {
            return new ComparedPair(
                    images.get(first), images.get(second), difference, intervalLow, intervalHigh, probability);
        }
    }

    /** The comparison with that id. */
    public Optional<KeptComparison> findComparison(UUID id) {
        return database.sql("""
                    select name, note, model_name, model_version, created_at from comparison where id = :id
                    """).bind("id", id).find(Head.class).map(head -> {
            List<ComparedImage> images = listImages(id);
            return new KeptComparison(
                    id,
                    head.name(),
                    head.note(),
                    head.createdAt(),
                    new Comparison(images, listPairs(id, images), new Model(head.modelName(), head.modelVersion())));
        });
    }

    /**
     * A page of comparisons, the newest first.
     *
     * @param before the last comparison of the previous page; empty for the first page
     */
    public List<KeptComparison> listComparisons(Optional<UUID> before, int limit) {
        return database.sql("""
                        select id from comparison
                        where tenant_id = current_tenant() and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit
                        """).bind("before", before).bind("limit", limit).list(UUID.class).stream()
                .flatMap(id -> findComparison(id).stream())
                .toList();
    }

    /** Deletes a comparison; its images remain. False if there is none. */
    public boolean delete(UUID id) {
        Optional<KeptComparison> kept = findComparison(id);
        kept.ifPresent(comparison -> {
            database.sql("delete from comparison where id = :id").bind("id", id).update();
            audit.record("comparison.deleted", comparison.name().orElse(""));
        });
        return kept.isPresent();
    }

    private List<ComparedImage> listImages(UUID comparison) {
        return database.sql("""
                    select c.image_id as image, c.analysis_id as analysis, i.filename, c.score, c.interval_low as low,
                      c.interval_high as high, c.out_of_domain
                    from comparison_image c join image i on i.id = c.image_id
                    where c.comparison_id = :comparison order by c.position
                    """).bind("comparison", comparison).list(ComparedImage.class);
    }

    private List<ComparedPair> listPairs(UUID comparison, List<ComparedImage> images) {
        return database.sql("""
                    select first, second, difference, interval_low, interval_high, probability
                    from comparison_pair where comparison_id = :comparison order by first, second
                    """).bind("comparison", comparison).list(PairRow.class).stream()
                .map(row -> row.toPair(images))
                .toList();
    }

    /** Without one of its images, a comparison could not say which one is the best. */
    void onImagesDeleted(@Observes ImagesDeleted event) {
        database.sql("""
                    delete from comparison where id in (
                      select comparison_id from comparison_image where image_id = any(:images))
                    """).bind("images", event.images()).update();
    }
}
