package com.engram.training;

import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.training.ManagedTraining.Failed;
import com.engram.training.ManagedTraining.Order;
import com.engram.training.ManagedTraining.Running;
import com.engram.training.ManagedTraining.Trained;
import com.engram.training.ManagedTraining.Unknown;
import com.engram.training.TrainingJobs.TrainingImage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.commons.io.file.PathUtils;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Trains a model by a job of SageMaker, step by step: writes the ratings and the list of images into the object store, starts a run,
 * asks how it is, and stores the model with its comparison. SageMaker reads the images where they are; no copy is made. The name of a
 * run follows from the training and its attempt, so that each step can be repeated by any server.
 */
@ApplicationScoped
class TrainOnSageMaker {

    private static final Logger LOG = Logger.getLogger(TrainOnSageMaker.class.getName());
    private static final Duration POLL = Duration.ofSeconds(30);

    private final TrainingJobs jobs;
    private final ManagedTraining managed;
    private final StoreTrainedModel storeTrainedModel;
    private final ObjectStore store;
    private final Duration limit;

    @Inject
    TrainOnSageMaker(
            TrainingJobs jobs,
            ManagedTraining managed,
            StoreTrainedModel storeTrainedModel,
            ObjectStore store,
            @ConfigProperty(name = "engram.training.minutes", defaultValue = "120") int minutes) {
        this.jobs = jobs;
        this.managed = managed;
        this.storeTrainedModel = storeTrainedModel;
        this.store = store;
        this.limit = Duration.ofMinutes(minutes);
    }

    /**
     * Does the next step of a training.
     *
     * @return after which time to call again; empty if the training has ended
     */
    Optional<Duration> run(UUID model) {
        Optional<Integer> attempts = jobs.findAttempts(model);
        if (attempts.isEmpty()) {
            // The tenant was erased, or a server died after it had recorded the end.
            stop(model);
            store.delete(TrainingKeys.all(model));
            return Optional.empty();
        }
        return attempts.get() == 0 ? begin(model) : goOn(model, attempts.get());
    }

    private Optional<Duration> begin(UUID model) {
        Optional<TrainingJobs.Started> started = jobs.start(model);
        return started.isEmpty() ? Optional.empty() : start(model, started.get().attempts());
    }

    private Optional<Duration> start(UUID model, int attempt) {
        List<TrainingImage> images = jobs.listImages(model);
        if (images.size() < RatedSets.MIN_IMAGES) {
            return fail(model, TrainingFailure.TOO_FEW_IMAGES, "");
        }
        managed.start(
                run(model, attempt), new Order(model, writeData(model, images), TrainingOptions.of(model), limit));
        return Optional.of(POLL);
    }

    private Optional<Duration> goOn(UUID model, int attempt) {
        ManagedTraining.State state = managed.find(run(model, attempt));
        if (state instanceof Unknown) {
            // The server died before it had started the run.
            return start(model, attempt);
        }
        if (state instanceof Running) {
            return Optional.of(POLL);
        }
        if (state instanceof Failed failed) {
            if (failed.mayRetry() && attempt < RunTraining.MAX_ATTEMPTS) {
                LOG.log(Level.WARNING, "The training {0} failed and is started again: {1}", new Object[] {
                    model, failed.detail()
                });
                return begin(model);
            }
            return fail(model, failed.failure(), failed.detail());
        }
        if (state instanceof Trained trained) {
            LOG.log(Level.INFO, "The training {0} has ended after {1} interruptions: {2}", new Object[] {
                model, trained.interruptions(), trained.figures()
            });
            store(model, trained);
            // The checkpoints are deleted by the bucket's lifecycle.
            store.delete(keys(trained));
            store.delete(TrainingKeys.all(model));
        }
        return Optional.empty();
    }

    private Optional<Duration> fail(UUID model, TrainingFailure failure, String detail) {
        jobs.fail(model, failure, detail);
        store.delete(TrainingKeys.all(model));
        return Optional.empty();
    }

    private void store(UUID model, Trained trained) {
        try {
            Path folder = Files.createTempDirectory("trained-");
            try {
                for (String file : ModelArchive.FILES) {
                    // A missing one is noticed when the model is stored.
                    Optional<InputStream> found = store.read(trained.files() + file);
                    if (found.isPresent()) {
                        try (InputStream bytes = found.get()) {
                            Files.copy(bytes, folder.resolve(file));
                        }
                    }
                }
                storeTrainedModel.store(model, folder);
            } finally {
                PathUtils.deleteDirectory(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the ratings, and the manifest that names them and the images as objects of one bucket; the manifest's key. */
    private String writeData(UUID model, List<TrainingImage> images) {
        RatingsTable ratings = new RatingsTable();
        String ratingsKey = TrainingKeys.ratings(model);
        JsonArrayBuilder objects = Json.createArrayBuilder();
        for (TrainingImage image : images) {
            String key = ImageKeys.original(image.image());
            ratings.add(key, image);
            objects.add(key);
        }
        URI address = store.putText(ratingsKey, "text/csv", ratings.text());
        String bucket = address.toString().substring(0, address.toString().length() - ratingsKey.length());
        JsonArrayBuilder manifest = Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("prefix", bucket))
                .add(ratingsKey)
                .addAll(objects);
        store.putText(
                TrainingKeys.manifest(model),
                "application/json",
                manifest.build().toString());
        return TrainingKeys.manifest(model);
    }

    private void stop(UUID model) {
        for (int attempt = 1; attempt <= RunTraining.MAX_ATTEMPTS; attempt++) {
            if (managed.find(run(model, attempt)) instanceof Running) {
                managed.stop(run(model, attempt));
            }
        }
    }

    private static List<String> keys(Trained trained) {
        return ModelArchive.FILES.stream().map(file -> trained.files() + file).toList();
    }

    private static String run(UUID model, int attempt) {
        return model + "-" + attempt;
    }
}
