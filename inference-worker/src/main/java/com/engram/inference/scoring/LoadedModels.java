package com.engram.inference.scoring;

import com.engram.inference.model.Manifest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models that a worker has loaded. The first is the active one, which answers unless another is asked for. */
public final class LoadedModels implements AutoCloseable {
    private final List<ImageAnalyser> analysers;

    public LoadedModels(List<ImageAnalyser> analysers) {
        if (analysers.isEmpty()) {
            throw new IllegalArgumentException("A worker needs a model");
        }
        this.analysers = List.copyOf(analysers);
    }

    /** The one that answers unless another is asked for. */
    public ImageAnalyser active() {
        return analysers.get(0);
    }

    /** Every one, the active one first. */
    public List<ImageAnalyser> all() {
        return analysers;
    }

    /** The model of that {@code name} or {@code name:version}; the active one for null or an empty text. */
    public Optional<ImageAnalyser> find(@Nullable String wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return Optional.of(active());
        }
        return analysers.stream()
                .filter(analyser -> {
                    Manifest manifest = analyser.scorer().model().manifest();
                    return wanted.equals(manifest.name()) || wanted.equals(manifest.name() + ":" + manifest.version());
                })
                .findFirst();
    }

    @Override
    public void close() {
        analysers.forEach(ImageAnalyser::close);
    }
}
