package com.engram.training;

import com.engram.images.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.io.file.PathUtils;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The objects of served models, a folder for each. A task outside of the server copies them to the file system of the function that
 * serves them.
 */
@ApplicationScoped
class StoredModels implements ModelPlace {

    /** The task copies once an hour. */
    private static final Duration UNTIL_SERVED = Duration.ofMinutes(1);

    private static final String LAST = "model.json";

    private final Optional<String> served;
    private final ModelArchive archive;
    private final ObjectStore store;

    @Inject
    StoredModels(
            @ConfigProperty(name = "engram.training.served") Optional<String> served,
            ModelArchive archive,
            ObjectStore store) {
        this.served = served;
        this.archive = archive;
        this.store = store;
    }

    @Override
    public boolean isConfigured() {
        return served.isPresent();
    }

    @Override
    public void add(UUID model) throws IOException {
        if (isThere(model)) {
            return;
        }
        Path folder = Files.createTempDirectory("served-");
        try {
            archive.unpack(model, folder);
            for (String file : ModelArchive.FILES) {
                store.put(
                        key(model, file),
                        "application/octet-stream",
                        folder.resolve(model.toString()).resolve(file));
            }
        } finally {
            PathUtils.deleteDirectory(folder);
        }
    }

    @Override
    public void deleteOthers(Set<UUID> inUse, Set<UUID> withdrawn) {
        withdrawn.stream().filter(this::isThere).forEach(model -> store.delete(keys(model)));
    }

    private boolean isThere(UUID model) {
        return store.findObject(key(model, LAST)).isPresent();
    }

    /** The keys of a model's objects, that of the manifest last; none if models are not served from the object store. */
    List<String> keys(UUID model) {
        return served.isEmpty()
                ? List.of()
                : ModelArchive.FILES.stream().map(file -> key(model, file)).toList();
    }

    private String key(UUID model, String file) {
        return served.orElseThrow() + model + "/" + file;
    }

    @Override
    public Duration untilServed() {
        return UNTIL_SERVED;
    }
}
