package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.images.Image;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds results of the current tenant that were made of the same bytes. */
@ApplicationScoped
@Transactional
class ExistingResults {

    private final EntityManager entities;

    @Inject
    ExistingResults(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The newest finished analysis of each image's bytes by a model. An image without one is left out.
     *
     * @param model {@code name:version}
     * @param deepHeatmap whether the result must have a deep heatmap
     * @return the analyses by the id of the image
     */
    Map<UUID, Analysis> find(Collection<Image> images, String model, boolean deepHeatmap) {
        Map<UUID, String> hashes = images.stream()
                .filter(Image::isReady)
                .collect(Collectors.toMap(Image::id, image -> image.sha256().orElseThrow()));
        if (hashes.isEmpty()) {
            return Map.of();
        }
        Map<String, Analysis> newest = findNewest(hashes.values(), model, deepHeatmap);
        Map<UUID, Analysis> found = new HashMap<>();
        hashes.forEach((image, sha256) -> {
            if (newest.containsKey(sha256)) {
                found.put(image, newest.get(sha256));
            }
        });
        return found;
    }

    private Map<String, Analysis> findNewest(Collection<String> hashes, String model, boolean deepHeatmap) {
        Map<String, Analysis> newest = new HashMap<>();
        entities.createQuery("""
            select i.sha256 as sha256, a as analysis from Image i join Analysis a on a.imageId = i.id
            where i.sha256 in :hashes and a.state = :done and concat(a.result.modelName, ':', a.result.modelVersion) = :model
              and (a.deepHeatmap = true or :deepHeatmap = false)
            order by a.createdAt, a.id
            """, Tuple.class)
                .setParameter("hashes", hashes)
                .setParameter("done", AnalysisState.DONE)
                .setParameter("model", model)
                .setParameter("deepHeatmap", deepHeatmap)
                .getResultStream()
                .forEach(row -> newest.put(row.get("sha256", String.class), row.get("analysis", Analysis.class)));
        return newest;
    }
}
