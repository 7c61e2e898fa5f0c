package com.engram.analysis.arrivals;

import com.engram.analysis.AnalysesOnArrival;
import com.engram.images.storage.ImageKeys;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/**
 * Asks the object store for the bytes of images whose analysis was requested with their upload form, and accepts the analyses of
 * those that have arrived. Where no queue announces uploads this is the only way; elsewhere it finds what was not announced.
 */
@AsOperator
@ApplicationScoped
public class FindArrivals {

    private final AnalysesOnArrival analysesOnArrival;
    private final AnalyseArrivedUpload analyseArrivedUpload;

    @Inject
    FindArrivals(AnalysesOnArrival analysesOnArrival, AnalyseArrivedUpload analyseArrivedUpload) {
        this.analysesOnArrival = analysesOnArrival;
        this.analyseArrivedUpload = analyseArrivedUpload;
    }

    /**
     * Checks a page of the images that are due.
     *
     * @param limit the largest number of images
     * @return how many were checked; less than the limit if no more are due
     */
    public int check(int limit) {
        List<UUID> due = analysesOnArrival.claimDue(limit);
        due.forEach(image -> analyseArrivedUpload.analyse(ImageKeys.incoming(image)));
        return due.size();
    }
}
