package com.engram.jobs.library;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.jobs.chunks.IdReader;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Reads the images of an export. */
@Dependent
@Named
public class ExportImageReader extends IdReader {

    private final String export;
    private final ExportLibrary exportLibrary;

    @Inject
    ExportImageReader(@BatchProperty(name = "export") String export, ExportLibrary exportLibrary) {
        this.export = export;
        this.exportLibrary = exportLibrary;
    }

    @Override
    protected List<UUID> listAfter(UUID id, int limit) {
        return exportLibrary.listAfter(UUID.fromString(export), id, limit);
    }
}
