package com.engram.analysis.comparisons;

import com.engram.analysis.scorers.Model;
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

    @Inject
    Comparisons(Database database) {
        this.database = database;
    }

    private record Head(Optional<String> name, String modelName, String modelVersion, Instant createdAt) {}

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
                    select name, model_name, model_version, created_at from comparison where id = :id
                    """).bind("id", id).find(Head.class).map(head -> {
            List<ComparedImage> images = listImages(id);
            return new KeptComparison(
                    id,
                    head.name(),
                    head.createdAt(),
                    new Comparison(images, listPairs(id, images), new Model(head.modelName(), head.modelVersion())));
        });
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
