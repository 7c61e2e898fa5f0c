package com.engram.training;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Runs a training to its end where this installation trains. */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class RunTraining {

    /** How often a training is started, if servers die, or processes or machines fail. */
    static final int MAX_ATTEMPTS = 3;

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final TrainingPlaces places;
    private final TrainOnThisMachine trainOnThisMachine;
    private final TrainOnSageMaker trainOnSageMaker;

    @Inject
    RunTraining(TrainingPlaces places, TrainOnThisMachine trainOnThisMachine, TrainOnSageMaker trainOnSageMaker) {
        this.places = places;
        this.trainOnThisMachine = trainOnThisMachine;
        this.trainOnSageMaker = trainOnSageMaker;
    }

    /**
     * Runs a training: to its end on this machine, or one step of it on SageMaker.
     *
     * @return after which time to call again; empty if the training has ended
     * @throws com.engram.images.storage.StorageException if the object store is not available; call again later
     * @throws java.io.UncheckedIOException if SageMaker is not available; call again later
     */
    public Optional<Duration> run(UUID model) throws InterruptedException {
        Optional<TrainingPlace> place = places.find();
        if (place.isEmpty()) {
            // Another server of the installation has the machine.
            return Optional.of(RETRY);
        }
        return switch (place.get()) {
            case THIS_MACHINE -> trainOnThisMachine.run(model);
            case SAGEMAKER -> trainOnSageMaker.run(model);
        };
    }
}
