package com.engram.inference.scoring;

import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models that a worker has loaded. The first is the default model. A build without bundled weights may have none. Models may be
 * added to a folder and removed from it while the worker runs.
 */
public final class LoadedModels implements AutoCloseable {
    /** What to do if there is no model. */
    public static final String NO_MODEL = "This build contains no model. Train one on your own images with"
            + " 'engram train --start WEIGHTS --data ratings.csv --out my-model', and start the worker with --model my-model,"
            + " or with ENGRAM_WORKER_MODELS=FOLDER, a folder that contains my-model.";

    private static final Logger LOG = Logger.getLogger(LoadedModels.class.getName());

    private final List<ImageAnalyser> fixed;
    private final @Nullable Path place;
    private final @Nullable Loader loader;

    /** Those of the folder, by their own folders. */
    private final Map<Path, ImageAnalyser> added = new LinkedHashMap<>();

    /** Folders that could not be read, with the time of their last change: a copy may not have been complete. */
    private final Map<Path, FileTime> unreadable = new HashMap<>();

    /** Not served any more. They stay open, because a request may still use one. */
    private final List<ImageAnalyser> removed = new ArrayList<>();

    private volatile List<ImageAnalyser> all;

    /** Loads a model from its folder. */
    @FunctionalInterface
    public interface Loader {
        ImageAnalyser load(Path folder) throws IOException;
    }

    /** The loaded models, the default first. */
    public LoadedModels(List<ImageAnalyser> analysers) {
        this.fixed = List.copyOf(analysers);
        this.place = null;
        this.loader = null;
        this.all = fixed;
    }

    /**
     * Models, and those in a folder, which is read again by {@link #refresh} and when an unknown model is requested. A folder
     * whose model cannot be read is left out, so that it does not stop the others, and tried again when it has changed.
     *
     * @param fixed the default model first
     * @param place see {@link MemorabilityModel#listFolders}; it need not exist
     */
    public LoadedModels(List<ImageAnalyser> fixed, Path place, Loader loader) {
        this.fixed = List.copyOf(fixed);
        this.place = place;
        this.loader = loader;
        this.all = this.fixed;
        refresh();
    }

    /** All models, the default first. */
    public List<ImageAnalyser> all() {
        return all;
    }

    /** Loads the models that were added to the folder, and forgets those that were removed from it. */
    public synchronized void refresh() {
        if (place == null || loader == null) {
            return;
        }
        List<Path> folders;
        try {
            folders = Files.isDirectory(place) ? MemorabilityModel.listFolders(place) : List.of();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The folder of models " + place + " cannot be read", e);
            return;
        }
        unreadable.keySet().retainAll(folders);
        for (Path gone : added.keySet().stream()
                .filter(folder -> !folders.contains(folder))
                .toList()) {
            removed.add(added.remove(gone));
        }
        for (Path folder : folders) {
            if (!added.containsKey(folder) && !changed(folder).equals(unreadable.get(folder))) {
                load(loader, folder);
            }
        }
        all = Stream.concat(fixed.stream(), added.values().stream()).toList();
    }

    private void load(Loader from, Path folder) {
        FileTime changed = changed(folder);
        try {
            added.put(folder, from.load(folder));
            unreadable.remove(folder);
        } catch (IOException | RuntimeException e) {
            unreadable.put(folder, changed);
            LOG.log(Level.WARNING, "The model in " + folder + " cannot be read and is not served", e);
        }
    }

    private static FileTime changed(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /**
     * Finds a model.
     *
     * @param reference {@code name} or {@code name:version}; null or empty for the default model
     */
    public Optional<ImageAnalyser> find(@Nullable String reference) {
        if (reference == null || reference.isEmpty()) {
            return all.stream().findFirst();
        }
        Optional<ImageAnalyser> loaded = findLoaded(reference);
        if (loaded.isEmpty()) {
            refresh();
            return findLoaded(reference);
        }
        return loaded;
    }

    private Optional<ImageAnalyser> findLoaded(String reference) {
        return all.stream()
                .filter(analyser -> {
                    Manifest manifest = analyser.scorer().model().manifest();
                    return reference.equals(manifest.name())
                            || reference.equals(manifest.name() + ":" + manifest.version());
                })
                .findFirst();
    }

    @Override
    public synchronized void close() {
        all.forEach(ImageAnalyser::close);
        removed.forEach(ImageAnalyser::close);
    }
}
