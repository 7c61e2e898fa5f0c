package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.backends.Task;
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
 * What the same bytes of the entered tenant came to before, by the model that would score them now: there is no need to
 * score them again. A deep map that is wanted has to be there too.
 */
@ApplicationScoped
class FindReusableResult {

    private final Backends backends;
    private final Plans plans;
    private final ChooseModel chooseModel;
    private final ExistingResults atHand;
    private final DuplicateImages twins;

    @Inject
    FindReusableResult(
            Backends backends, Plans plans, ChooseModel chooseModel, ExistingResults atHand, DuplicateImages twins) {
        this.backends = backends;
        this.plans = plans;
        this.chooseModel = chooseModel;
        this.atHand = atHand;
        this.twins = twins;
    }

    /**
     * A result at hand.
     *
     * @param picture the one that it was made of; a twin if not the one asked for
     */
    record Recalled(Analysis analysis, Image picture) {}

    /**
     * The result for a picture that is ready, or has just arrived and has a twin, whose derivatives it gets then. Asks
     * backends and the store, so not to be called in a transaction.
     */
    Optional<Recalled> recall(Image image, Optional<StoredObject> arrival, boolean deepMap) {
        Optional<Image> known = image.isReady() ? Optional.of(image) : arrival.flatMap(twins::find);
        Optional<Recalled> recalled = known.flatMap(picture -> expectedModel()
                .map(model -> atHand.find(List.of(picture), model, deepMap).get(picture.id()))
                .map(analysis -> new Recalled(analysis, picture)));
        return recalled.filter(
                found -> image.isReady() || twins.copy(found.picture(), image.id(), arrival.orElseThrow()));
    }

    /** The model that would score now, {@code name:version}; empty if nobody can tell. May ask a backend. */
    Optional<String> expectedModel() {
        return chooseModel
                .findChosen(Scope.getTenant())
                .or(() -> backends.activeModel(Task.SCORE, plans.getCurrent().code()));
    }
}
