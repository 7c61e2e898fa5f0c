package com.engram.jobs.library;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.jobs.chunks.IdReader;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** The pictures of a tenant that are exported. */
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
    protected List<UUID> listAfter(UUID id, int most) {
        return exportLibrary.listAfter(UUID.fromString(export), id, most);
    }
}
