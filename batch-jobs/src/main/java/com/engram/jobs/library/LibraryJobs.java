package com.engram.jobs.library;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.jobs.chunks.ChunkJobRunner;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Runs what was asked for over a tenant's library, to its end. */
@ApplicationScoped
public class LibraryJobs {

    private final ChunkJobRunner jobs;
    private final RescoreLibrary rescoreLibrary;
    private final ExportLibrary exportLibrary;

    @Inject
    LibraryJobs(ChunkJobRunner jobs, RescoreLibrary rescoreLibrary, ExportLibrary exportLibrary) {
        this.jobs = jobs;
        this.rescoreLibrary = rescoreLibrary;
        this.exportLibrary = exportLibrary;
    }

    /** Queues all pictures of a tenant again, as the rescoring of that id asks. */
    public void rescore(String rescoring) {
        jobs.run("rescore-library", rescoring);
        try (Scope.Entered ignored = Scope.enterOperator()) {
            rescoreLibrary.finish(UUID.fromString(rescoring));
        }
    }

    /** Writes a tenant's library into files, as the export of that id asks. */
    public void export(String export) {
        jobs.run("export-library", export);
        try (Scope.Entered ignored = Scope.enterOperator()) {
            exportLibrary.finish(UUID.fromString(export));
        }
    }
}
