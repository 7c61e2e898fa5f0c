package com.engram.jobs.library;

import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.jobs.chunks.IdReader;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** The pictures of a tenant that are to be scored again. */
@Dependent
@Named
public class RescoringImageReader extends IdReader {

    @Inject
    @BatchProperty
    private String rescoring;

    @Inject
    private RescoreLibrary rescoreLibrary;

    @Override
    protected List<UUID> listAfter(UUID id, int most) {
        return rescoreLibrary.listAfter(UUID.fromString(rescoring), id, most);
    }
}
