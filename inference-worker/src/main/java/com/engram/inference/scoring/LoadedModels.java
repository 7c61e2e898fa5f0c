package com.engram.inference.scoring;

import com.engram.inference.model.Manifest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models that a worker has loaded. The first is the default model. */
public final class LoadedModels implements AutoCloseable {
    private final List<ImageAnalyser> analysers;

    /**
     * The loaded models, the default first.
     *
     * @throws IllegalArgumentException if there is none
     */
    public LoadedModels(List<ImageAnalyser> analysers) {
        if (analysers.isEmpty()) {
            throw new IllegalArgumentException("A worker needs a model");
        }
        this.analysers = List.copyOf(analysers);
    }

    /** The model that answers requests without a model. */
    public ImageAnalyser defaultModel() {
        return analysers.get(0);
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
            return Optional.of(defaultModel());
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
