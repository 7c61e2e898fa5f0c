package com.engram.analysis.results;

import com.engram.analysis.AnalysesFinished;
import com.engram.analysis.Analysis;
import com.engram.analysis.BatchFinished;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects the events about finished analyses and batches. */
@ApplicationScoped
class FinishedEvents {

    private final List<Analysis> analyses = new CopyOnWriteArrayList<>();
    private final List<BatchFinished> batches = new CopyOnWriteArrayList<>();

    void onAnalysesFinished(@Observes AnalysesFinished event) {
        analyses.addAll(event.analyses());
    }

    void onBatchFinished(@Observes BatchFinished event) {
        batches.add(event);
    }

    List<Analysis> analyses() {
        return List.copyOf(analyses);
    }

    List<BatchFinished> batches() {
        return List.copyOf(batches);
    }
}
