package com.engram.training;

import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.training.TrainingJobs.TrainingImage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.io.file.PathUtils;

/**
 * Trains a model on this machine: writes the images and ratings into a folder, runs the engine's training, and stores the model with
 * its comparison. A training whose server died is started again.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class RunTraining {

    /** How often a training is started, if servers die or processes fail. */
    static final int MAX_ATTEMPTS = 3;

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final TrainingJobs jobs;
    private final TrainingProcess process;
    private final ModelArchive archive;
    private final ObjectStore store;

    @Inject
    RunTraining(TrainingJobs jobs, TrainingProcess process, ModelArchive archive, ObjectStore store) {
        this.jobs = jobs;
        this.process = process;
        this.archive = archive;
        this.store = store;
    }

    /**
     * Runs a training to its end.
     *
     * @return after which time to call again; empty if the training has ended
     * @throws com.engram.images.storage.StorageException if the object store is not available; call again later
     */
    public Optional<Duration> run(UUID model) throws InterruptedException {
        if (!process.isConfigured()) {
            // Another server of the installation has the machine.
            return Optional.of(RETRY);
        }
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
        if (started.attempts() > MAX_ATTEMPTS) {
            jobs.fail(model, TrainingFailure.PROCESS_FAILED, "The servers that ran it have died");
            return Optional.empty();
        }
        if (writeData(jobs.listImages(model), work) < RatedSets.MIN_IMAGES) {
            jobs.fail(model, TrainingFailure.TOO_FEW_IMAGES, "");
            return Optional.empty();
        }
        TrainingProcess.Result result = process.run(work, "own-" + lastDigits(model));
        switch (result.end()) {
            case TOO_SLOW -> jobs.fail(model, TrainingFailure.TOO_SLOW, result.detail());
            case FAILED -> {
                if (started.attempts() < MAX_ATTEMPTS) {
                    return Optional.of(RETRY);
                }
                jobs.fail(model, TrainingFailure.PROCESS_FAILED, result.detail());
            }
            case TRAINED -> store(model, work.resolve("model"));
        }
        return Optional.empty();
    }

    private void store(UUID model, Path trained) throws IOException {
        ModelComparison comparison;
        String name;
        try {
            comparison = ModelComparison.read(trained.resolve("comparison.json"));
            name = fullName(trained.resolve("model.json"));
        } catch (IOException e) {
            jobs.fail(model, TrainingFailure.PROCESS_FAILED, "The training wrote no model: " + e.getMessage());
            return;
        }
        archive.put(model, trained);
        if (!jobs.finish(model, name, comparison)) {
            archive.delete(model);
        }
    }

    /** The random digits of the id: the first ones tell the time. */
    private static String lastDigits(UUID model) {
        String digits = model.toString();
        return digits.substring(digits.length() - 12);
    }

    private static String fullName(Path manifest) throws IOException {
        try (Reader text = Files.newBufferedReader(manifest);
                JsonReader reader = Json.createReader(text)) {
            JsonObject json = reader.readObject();
            return json.getString("name") + ":" + json.getString("version");
        }
    }

    /** Writes the originals and the ratings; how many images were found. Names of files are our own, never a customer's. */
    private int writeData(List<TrainingImage> images, Path work) throws IOException {
        delete(work);
        Files.createDirectories(work);
        StringBuilder csv = new StringBuilder("image,hit_rate,category,subcategory\n");
        int written = 0;
        for (TrainingImage image : images) {
            Optional<InputStream> original = store.read(ImageKeys.original(image.image()));
            if (original.isPresent()) {
                String file = image.image().toString();
                try (InputStream bytes = original.get()) {
                    Files.copy(bytes, work.resolve(file));
                }
                csv.append(String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%s%n",
                        file,
                        image.rating(),
                        quoted(image.category()),
                        quoted(image.subcategory())));
                written++;
            }
        }
        Files.writeString(work.resolve("ratings.csv"), csv);
        return written;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
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
