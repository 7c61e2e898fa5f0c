package com.engram.training;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Trainings that a service outside of the server runs. A run has a name, by which it is started once and found again. Each method
 * throws {@link java.io.UncheckedIOException} if the service cannot be reached or refuses the call; the call can be repeated then.
 */
public interface ManagedTraining {

    /** Whether the configuration names a service. */
    boolean isConfigured();

    /** Starts a run. One that was started before is not started again. */
    void start(String run, Order order);

    /** How a run is. */
    State find(String run);

    /** Ends a run, if it is still running. */
    void stop(String run);

    /**
     * What to train.
     *
     * @param model the training; its checkpoints are kept under this id, so that a later run of it goes on from them
     * @param manifest the key of the list of objects to train on, in the object store
     * @param hyperparameters the options of the engine's command {@code train}
     * @param limit a training that takes longer is ended
     */
    record Order(UUID model, String manifest, Map<String, String> hyperparameters, Duration limit) {}

    /** The state of a run. */
    sealed interface State {}

    /** There is no run of this name. */
    record Unknown() implements State {}

    /** The run waits or trains. */
    record Running() implements State {}

    /**
     * The run has trained a model.
     *
     * @param files what the keys of the model's files in the object store begin with
     * @param interruptions how often its machine was taken away
     * @param figures the last values of its metrics, for the log
     */
    record Trained(String files, int interruptions, String figures) implements State {}

    /**
     * The run has failed.
     *
     * @param mayRetry whether another run could succeed: the data was not the reason
     * @param detail for the operator
     */
    record Failed(TrainingFailure failure, boolean mayRetry, String detail) implements State {}
}
