package com.engram.jobs.cluster;

import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import com.engram.training.PublishModels;
import com.engram.training.RunTraining;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Trains models of tenants' own, and publishes those that were approved. */
@ApplicationScoped
class ModelTasks {

    private final RunTraining runTraining;
    private final PublishModels publishModels;

    @Inject
    ModelTasks(RunTraining runTraining, PublishModels publishModels) {
        this.runTraining = runTraining;
        this.publishModels = publishModels;
    }

    /** Trains the model with that id; after which time to try again, if it was not trained. */
    Optional<Duration> train(String model) {
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            return runTraining.run(UUID.fromString(model));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server is stopping", e);
        }
    }

    /** Publishes all decisions; after which time to try again, if no backend serves an approved model yet. */
    Optional<Duration> publish(String decision) {
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            return publishModels.sync();
        }
    }

    /** Restores the worker's copies of models, for example after the installation was restored from a backup. */
    void sync() {
        publish("");
    }
}
