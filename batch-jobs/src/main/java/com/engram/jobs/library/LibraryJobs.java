package com.engram.jobs.library;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.jobs.chunks.ChunkJobRunner;
import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Runs exports and rescorings to their end. */
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

    /** Runs the rescoring with that id: queues all images of its tenant. */
    public void rescore(String rescoring) {
        jobs.run("rescore-library", rescoring);
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            rescoreLibrary.finish(UUID.fromString(rescoring));
        }
    }

    /** Runs the export with that id: writes the images and results of its tenant into ZIP files. */
    public void export(String export) {
        jobs.run("export-library", export);
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            exportLibrary.finish(UUID.fromString(export));
        }
    }
}
