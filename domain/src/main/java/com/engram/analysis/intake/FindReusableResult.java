package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.scorers.Task;
import com.engram.images.Image;
import com.engram.images.storage.ObjectStore.StoredObject;
import com.engram.images.upload.DuplicateImages;
import com.engram.plans.Plans;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Finds an existing result for the bytes of an image, so that they need not be scored again. The result must be the
 * current tenant's own, by the model that would score the image now, and with a deep heatmap if one is requested.
 */
@ApplicationScoped
class FindReusableResult {

    private final Backends backends;
    private final Plans plans;
    private final ChooseModel chooseModel;
    private final ExistingResults existingResults;
    private final DuplicateImages duplicates;

    @Inject
    FindReusableResult(
            Backends backends,
            Plans plans,
            ChooseModel chooseModel,
            ExistingResults existingResults,
            DuplicateImages duplicates) {
        this.backends = backends;
        this.plans = plans;
        this.chooseModel = chooseModel;
        this.existingResults = existingResults;
        this.duplicates = duplicates;
    }

    /**
     * A result that can be reused.
     *
     * @param image the image that it belongs to: the requested one, or a duplicate
     */
    record ReusableResult(Analysis analysis, Image image) {}

    /**
     * Finds the result for an image that is ready, or that has just arrived and has a duplicate. In the second case the
     * image gets copies of the duplicate's preview and thumbnail. Calls backends and the object store, so it must not run
     * in a transaction.
     */
    Optional<ReusableResult> find(Image image, Optional<StoredObject> arrival, boolean deepHeatmap) {
        Optional<Image> known = image.isReady() ? Optional.of(image) : arrival.flatMap(duplicates::find);
        Optional<ReusableResult> result = known.flatMap(same -> findExpectedModel()
                .map(model ->
                        existingResults.find(List.of(same), model, deepHeatmap).get(same.id()))
                .map(analysis -> new ReusableResult(analysis, same)));
        return result.filter(
                found -> image.isReady() || duplicates.copy(found.image(), image.id(), arrival.orElseThrow()));
    }

    /** The model that would score now, {@code name:version}; empty if no backend can say. May call a backend. */
    Optional<String> findExpectedModel() {
        return chooseModel
                .findModelOf(Scope.getTenant())
                .or(() -> backends.activeModel(Task.SCORE, plans.getCurrent().code()));
    }
}
