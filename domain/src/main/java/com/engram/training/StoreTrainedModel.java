package com.engram.training;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Stores a trained model with its comparison, and records that the training has ended. */
@ApplicationScoped
class StoreTrainedModel {

    private final TrainingJobs jobs;
    private final ModelArchive archive;

    @Inject
    StoreTrainedModel(TrainingJobs jobs, ModelArchive archive) {
        this.jobs = jobs;
        this.archive = archive;
    }

    /** Stores the files of a folder. A folder without a model and its comparison counts as a failed training. */
    void store(UUID model, Path trained) throws IOException {
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

    private static String fullName(Path manifest) throws IOException {
        try (Reader text = Files.newBufferedReader(manifest);
                JsonReader reader = Json.createReader(text)) {
            JsonObject json = reader.readObject();
            return json.getString("name") + ":" + json.getString("version");
        } catch (JsonException | NullPointerException | ClassCastException e) {
            throw new IOException("The manifest cannot be read", e);
        }
    }
}
