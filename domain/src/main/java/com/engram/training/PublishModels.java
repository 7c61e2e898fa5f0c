package com.engram.training;

import com.engram.analysis.backends.ChooseModel;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * Brings the decisions on models to the worker and to the tenants: approved models are unpacked into the folder that the worker reads
 * and pinned as soon as a backend serves them; withdrawn ones are no longer pinned. Can be repeated at any time.
 */
@ApplicationScoped
public class PublishModels {

    private static final Logger LOG = Logger.getLogger(PublishModels.class.getName());

    private final TrainingProcess process;
    private final ModelArchive archive;
    private final ChooseModel chooseModel;
    private final PublishedModels published;

    @Inject
    PublishModels(TrainingProcess process, ModelArchive archive, ChooseModel chooseModel, PublishedModels published) {
        this.process = process;
        this.archive = archive;
        this.chooseModel = chooseModel;
        this.published = published;
    }

    /**
     * Publishes all decisions.
     *
     * @return whether something is left to do, because no backend serves an approved model yet
     * @throws com.engram.images.storage.StorageException if the object store is not available
     */
    @AsOperator
    @Transactional(TxType.NOT_SUPPORTED)
    public boolean sync() {
        if (!process.isConfigured()) {
            return false;
        }
        List<PublishedModels.InUse> inUse = published.listInUse();
        try {
            unpack(inUse);
            deleteOthers(inUse.stream().map(model -> model.id().toString()).collect(Collectors.toSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        published.listPinned().forEach(tenant -> chooseModel.pin(tenant, Optional.empty()));
        boolean left = false;
        for (PublishedModels.InUse model : inUse) {
            if (model.state() == ModelState.PUBLISHING) {
                if (chooseModel.pin(model.tenant(), Optional.of(model.model()))) {
                    published.activate(model.id());
                } else {
                    left = true;
                }
            }
        }
        return left;
    }

    private void unpack(List<PublishedModels.InUse> inUse) throws IOException {
        for (PublishedModels.InUse model : inUse) {
            if (Files.notExists(process.models().resolve(model.id().toString()))) {
                archive.unpack(model.id(), process.models());
            }
        }
    }

    /** Only folders with the name of a model are ours; the operator may have put others there. */
    private void deleteOthers(Set<String> inUse) throws IOException {
        if (Files.notExists(process.models())) {
            return;
        }
        List<Path> folders;
        try (Stream<Path> all = Files.list(process.models())) {
            folders = all.toList();
        }
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            if (isModel(name) && !inUse.contains(name)) {
                PathUtils.deleteDirectory(folder);
                LOG.log(Level.INFO, "The model {0} is no longer used; its files were deleted", name);
            }
        }
    }

    private static boolean isModel(String folder) {
        return folder.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
}
