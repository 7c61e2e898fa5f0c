package com.engram.inference.scoring;

import com.engram.inference.model.Manifest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models that a worker has loaded. The first is the default model. A build without bundled weights may have none. */
public final class LoadedModels implements AutoCloseable {
    /** What to do if there is no model. */
    public static final String NO_MODEL = "This build contains no model. Train one on your own images with"
            + " 'engram train --start WEIGHTS --data ratings.csv --out my-model', and start the worker with --model my-model,"
            + " or with ENGRAM_WORKER_MODELS=FOLDER, a folder that contains my-model.";

    private final List<ImageAnalyser> analysers;

    /** The loaded models, the default first. */
    public LoadedModels(List<ImageAnalyser> analysers) {
        this.analysers = List.copyOf(analysers);
    }

    /** All models, the default first. */
    public List<ImageAnalyser> all() {
        return analysers;
    }

    /**
     * Finds a model.
     *
     * @param reference {@code name} or {@code name:version}; null or empty for the default model
     */
    public Optional<ImageAnalyser> find(@Nullable String reference) {
        if (reference == null || reference.isEmpty()) {
            return analysers.stream().findFirst();
        }
        return analysers.stream()
                .filter(analyser -> {
                    Manifest manifest = analyser.scorer().model().manifest();
                    return reference.equals(manifest.name())
                            || reference.equals(manifest.name() + ":" + manifest.version());
                })
                .findFirst();
    }

    @Override
    public void close() {
        analysers.forEach(ImageAnalyser::close);
    }
}
