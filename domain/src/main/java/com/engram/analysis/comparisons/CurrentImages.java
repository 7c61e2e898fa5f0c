package com.engram.analysis.comparisons;

import com.engram.analysis.AnalysisFeatures;
import com.engram.analysis.scorers.estimates.ImageFeatures;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what is known of the current tenant's images by their current analyses, and adds what a comparison found out. */
@ApplicationScoped
@Transactional
class CurrentImages {

    private final Database database;
    private final AnalysisFeatures features;

    @Inject
    CurrentImages(Database database, AnalysisFeatures features) {
        this.database = database;
        this.features = features;
    }

    /**
     * An image with its current analysis.
     *
     * @param hasScore whether the analysis is done
     * @param model the model that scored it, {@code name:version}
     * @param features empty if the model kept none
     */
    record CurrentImage(
            UUID id,
            String filename,
            UUID analysis,
            boolean hasScore,
            String model,
            boolean outOfDomain,
            Optional<ImageFeatures> features) {

        /** The features, if that model can read them. */
        Optional<ImageFeatures> featuresFor(Optional<String> wanted) {
            return features.filter(found -> wanted.filter(model::equals).isPresent());
        }
    }

    private record Row(
            UUID image,
            String filename,
            UUID analysis,
            boolean hasScore,
            String model,
            @Nullable Boolean outOfDomain) {

        CurrentImage with(@Nullable ImageFeatures features) {
            return new CurrentImage(
                    image,
                    filename,
                    analysis,
                    hasScore,
                    model,
                    Boolean.TRUE.equals(outOfDomain),
                    Optional.ofNullable(features));
        }
    }

    /** Those of the images that exist and were analysed, in the given order. */
    List<CurrentImage> list(List<UUID> images) {
        List<Row> rows = database.sql("""
                    select r.image_id as image, i.filename, a.id as analysis,
                      r.status = 'DONE' as has_score, coalesce(a.model_name || ':' || a.model_version, '') as model,
                      a.out_of_domain
                    from image_result r join image i on i.id = r.image_id join analysis a on a.id = r.analysis_id
                    where r.tenant_id = current_tenant() and r.image_id = any(:images)
                    """).bind("images", images).list(Row.class);
        Map<UUID, ImageFeatures> found =
                features.find(rows.stream().map(Row::analysis).toList());
        Map<UUID, CurrentImage> byId = rows.stream()
                .map(row -> row.with(found.get(row.analysis())))
                .collect(Collectors.toMap(CurrentImage::id, Function.identity()));
        return images.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    /** Keeps features that a comparison had to compute, so that the next one need not. */
    void keep(Collection<AnalysisFeatures.Row> computed) {
        features.store(computed);
    }
}
