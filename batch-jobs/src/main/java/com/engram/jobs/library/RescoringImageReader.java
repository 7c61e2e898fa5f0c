package com.engram.jobs.library;

import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.jobs.chunks.IdReader;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** Reads the images of a rescoring. */
@Dependent
@Named
public class RescoringImageReader extends IdReader {

    private final String rescoring;
    private final RescoreLibrary rescoreLibrary;

    @Inject
    RescoringImageReader(@BatchProperty(name = "rescoring") String rescoring, RescoreLibrary rescoreLibrary) {
        this.rescoring = rescoring;
        this.rescoreLibrary = rescoreLibrary;
    }

    @Override
    protected List<UUID> listAfter(UUID id, int limit) {
        return rescoreLibrary.listAfter(UUID.fromString(rescoring), id, limit);
    }
}
