package com.engram.training;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds out from the configuration where models are trained. SageMaker goes first if both are configured. */
@ApplicationScoped
class TrainingPlaces {

    private final TrainingProcess process;
    private final ManagedTraining managed;
    private final StoredModels stored;

    @Inject
    TrainingPlaces(TrainingProcess process, ManagedTraining managed, StoredModels stored) {
        this.process = process;
        this.managed = managed;
        this.stored = stored;
    }

    /** Where models are trained; empty if they are not: a model that nothing could serve is not trained either. */
    Optional<TrainingPlace> find() {
        if (managed.isConfigured() && stored.isConfigured()) {
            return Optional.of(TrainingPlace.SAGEMAKER);
        }
        return process.isConfigured() ? Optional.of(TrainingPlace.THIS_MACHINE) : Optional.empty();
    }
}
