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

/** What pictures of the entered tenant, and others of the same bytes, came to before. */
@ApplicationScoped
@Transactional
class ExistingResults {

    private final EntityManager entities;

    @Inject
    ExistingResults(EntityManager entities) {
        this.entities = entities;
    }

    /** The newest results of those of the pictures that have one by that model, by picture. */
    Map<UUID, Analysis> find(Collection<Image> pictures, String model, boolean deepMap) {
        Map<UUID, String> bytes = pictures.stream()
                .filter(Image::isReady)
                .collect(Collectors.toMap(Image::id, picture -> picture.sha256().orElseThrow()));
        if (bytes.isEmpty()) {
            return Map.of();
        }
        Map<String, Analysis> newest = new HashMap<>();
        entities.createQuery("""
                        select i.sha256, a from Image i join Analysis a on a.imageId = i.id
                        where i.sha256 in :bytes and a.state = :done and concat(a.modelName, ':', a.modelVersion) = :model
                          and (a.deepMap = true or :deepMap = false)
                        order by a.createdAt, a.id
                        """, Tuple.class)
                .setParameter("bytes", bytes.values())
                .setParameter("done", AnalysisState.DONE)
                .setParameter("model", model)
                .setParameter("deepMap", deepMap)
                .getResultStream()
                .forEach(row -> newest.put(row.get(0, String.class), row.get(1, Analysis.class)));
        Map<UUID, Analysis> found = new HashMap<>();
        bytes.forEach((picture, sha256) -> {
            if (newest.containsKey(sha256)) {
                found.put(picture, newest.get(sha256));
            }
        });
        return found;
    }
}
