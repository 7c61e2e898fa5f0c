package com.engram.training;

import com.engram.images.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The files of trained models in the object store, one ZIP file each, so that a backup contains them. */
@ApplicationScoped
class ModelArchive {

    /** The files of a model, the manifest last: a folder counts as a model as soon as it has one. */
    static final List<String> FILES =
            List.of("weights.safetensors", "card.json", "figures.json", "comparison.json", "model.json");

    private final ObjectStore store;

    @Inject
    ModelArchive(ObjectStore store) {
        this.store = store;
    }

    /** Stores the files of a folder. */
    void put(UUID model, Path folder) throws IOException {
        Path file = Files.createTempFile("model-", ".zip");
        try {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                for (String name : FILES) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(folder.resolve(name), zip);
                    zip.closeEntry();
                }
            }
            store.put(OwnModels.key(model), "application/zip", file);
        } finally {
            Files.delete(file);
        }
    }

    /**
     * Unpacks a model into a folder of that name below {@code models}. The folder appears at once, with all files.
     *
     * @throws FileNotFoundException if the store does not have the model
     */
    void unpack(UUID model, Path models) throws IOException {
        Files.createDirectories(models);
        Path part = Files.createTempDirectory(models, ".part-");
        InputStream archive = store.read(OwnModels.key(model))
                .orElseThrow(() -> new FileNotFoundException("No model " + model + " in the object store"));
        try (ZipInputStream zip = new ZipInputStream(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (FILES.contains(entry.getName())) {
                    Files.copy(zip, part.resolve(entry.getName()));
                }
            }
        }
        Files.move(part, models.resolve(model.toString()), StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(UUID model) {
        store.delete(List.of(OwnModels.key(model)));
    }
}
