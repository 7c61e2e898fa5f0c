package com.engram.training;

import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.training.TrainingJobs.TrainingImage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.io.file.PathUtils;

/**
 * Trains a model by a process on this machine: writes the images and ratings into a folder, runs the engine's training, and stores the
 * model with its comparison. A training whose server died is started again.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
class TrainOnThisMachine {

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final TrainingJobs jobs;
    private final TrainingProcess process;
    private final StoreTrainedModel storeTrainedModel;
    private final ObjectStore store;

    @Inject
    TrainOnThisMachine(
            TrainingJobs jobs, TrainingProcess process, StoreTrainedModel storeTrainedModel, ObjectStore store) {
        this.jobs = jobs;
        this.process = process;
        this.storeTrainedModel = storeTrainedModel;
        this.store = store;
    }

    /**
     * Runs a training to its end.
     *
     * @return after which time to call again; empty if the training has ended
     * @throws com.engram.images.storage.StorageException if the object store is not available; call again later
     */
    Optional<Duration> run(UUID model) throws InterruptedException {
        if (!process.tryReserve()) {
            return Optional.of(RETRY);
        }
        Path work = process.folder().resolve(model.toString());
        try {
            Optional<TrainingJobs.Started> started = jobs.start(model);
            return started.isPresent() ? train(model, started.get(), work) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(work);
            process.release();
        }
    }

    private Optional<Duration> train(UUID model, TrainingJobs.Started started, Path work)
            throws IOException, InterruptedException {
        if (started.attempts() > RunTraining.MAX_ATTEMPTS) {
            jobs.fail(model, TrainingFailure.PROCESS_FAILED, "The servers that ran it have died");
            return Optional.empty();
        }
        if (writeData(jobs.listImages(model), work) < RatedSets.MIN_IMAGES) {
            jobs.fail(model, TrainingFailure.TOO_FEW_IMAGES, "");
            return Optional.empty();
        }
        TrainingProcess.Result result = process.run(work, TrainingOptions.of(model));
        switch (result.end()) {
            case TOO_SLOW -> jobs.fail(model, TrainingFailure.TOO_SLOW, result.detail());
            case FAILED -> {
                if (started.attempts() < RunTraining.MAX_ATTEMPTS) {
                    return Optional.of(RETRY);
                }
                jobs.fail(model, TrainingFailure.PROCESS_FAILED, result.detail());
            }
            case TRAINED -> storeTrainedModel.store(model, work.resolve("model"));
        }
        return Optional.empty();
    }

    /** Writes the originals and the ratings; how many images were found. Names of files are our own, never a customer's. */
    private int writeData(List<TrainingImage> images, Path work) throws IOException {
        delete(work);
        Files.createDirectories(work);
        RatingsTable ratings = new RatingsTable();
        int written = 0;
        for (TrainingImage image : images) {
            Optional<InputStream> original = store.read(ImageKeys.original(image.image()));
            if (original.isPresent()) {
                String file = image.image().toString();
                try (InputStream bytes = original.get()) {
                    Files.copy(bytes, work.resolve(file));
                }
                ratings.add(file, image);
                written++;
            }
        }
        Files.writeString(work.resolve("ratings.csv"), ratings.text());
        return written;
    }

    private static void delete(Path folder) {
        try {
            if (Files.exists(folder)) {
                PathUtils.deleteDirectory(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
