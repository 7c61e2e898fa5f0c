package com.engram.training;

import com.engram.analysis.backends.ChooseModel;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the decisions on models to the backends and to the tenants: approved models are put where a backend reads them and pinned as
 * soon as it serves them; withdrawn ones are no longer pinned. Can be repeated at any time.
 */
@ApplicationScoped
public class PublishModels {

    private final TrainingPlaces places;
    private final WorkerModels workerModels;
    private final StoredModels storedModels;
    private final ChooseModel chooseModel;
    private final PublishedModels published;

    @Inject
    PublishModels(
            TrainingPlaces places,
            WorkerModels workerModels,
            StoredModels storedModels,
            ChooseModel chooseModel,
            PublishedModels published) {
        this.places = places;
        this.workerModels = workerModels;
        this.storedModels = storedModels;
        this.chooseModel = chooseModel;
        this.published = published;
    }

    /**
     * Publishes all decisions.
     *
     * @return after which time to look again, because no backend serves an approved model yet; empty if nothing is left to do
     * @throws com.engram.images.storage.StorageException if the object store is not available
     */
    @AsOperator
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<Duration> sync() {
        return places.find()
                .map(place -> place == TrainingPlace.SAGEMAKER ? storedModels : workerModels)
                .flatMap(this::sync);
    }

    private Optional<Duration> sync(ModelPlace place) {
        List<PublishedModels.InUse> inUse = published.listInUse();
        try {
            for (PublishedModels.InUse model : inUse) {
                place.add(model.id());
            }
            place.deleteOthers(
                    inUse.stream().map(PublishedModels.InUse::id).collect(Collectors.toSet()),
                    Set.copyOf(published.listWithdrawn()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        published.listPinned().forEach(tenant -> chooseModel.pin(tenant, Optional.empty()));
        boolean left = false;
        for (PublishedModels.InUse model : inUse) {
            if (model.state() == ModelState.PUBLISHING) {
                if (chooseModel.pin(model.tenant(), Optional.of(model.model()))) {
                    published.activate(model.id());
                } else {
                    left = true;
                }
            }
        }
        return left ? Optional.of(place.untilServed()) : Optional.empty();
    }
}
