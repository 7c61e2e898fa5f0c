package com.engram.training;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/** The folder of models that the worker on this machine reads. */
@ApplicationScoped
class WorkerModels implements ModelPlace {

    private static final Logger LOG = Logger.getLogger(WorkerModels.class.getName());

    /** The worker looks for new models each time when it is asked for its models. */
    private static final Duration UNTIL_SERVED = Duration.ofSeconds(2);

    private final TrainingProcess process;
    private final ModelArchive archive;

    @Inject
    WorkerModels(TrainingProcess process, ModelArchive archive) {
        this.process = process;
        this.archive = archive;
    }

    @Override
    public boolean isConfigured() {
        return process.isConfigured();
    }

    @Override
    public void add(UUID model) throws IOException {
        if (Files.notExists(process.models().resolve(model.toString()))) {
            archive.unpack(model, process.models());
        }
    }

    /** Only folders with the name of a model are ours; the operator may have put others there. */
    @Override
    public void deleteOthers(Set<UUID> inUse, Set<UUID> withdrawn) throws IOException {
        if (Files.notExists(process.models())) {
            return;
        }
        List<Path> folders;
        try (Stream<Path> all = Files.list(process.models())) {
            folders = all.toList();
        }
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            if (isModel(name) && !inUse.contains(UUID.fromString(name))) {
                PathUtils.deleteDirectory(folder);
                LOG.log(Level.INFO, "The model {0} is no longer used; its files were deleted", name);
            }
        }
    }

    private static boolean isModel(String folder) {
        return folder.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Override
    public Duration untilServed() {
        return UNTIL_SERVED;
    }
}
