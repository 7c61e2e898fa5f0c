package com.engram.analysis.results;

import com.engram.analysis.AnalysesFinished;
import com.engram.analysis.Analysis;
import com.engram.analysis.queue.AnalysisNotifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Does everything that follows when analyses have reached a final state: settles their credits, fires
 * {@link AnalysesFinished}, finishes their batches, and notifies all servers. Runs in the transaction that changed them.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class ConcludeAnalyses {

    private final SettleCredits chargeAnalyses;
    private final FinishBatches finishBatches;
    private final AnalysisNotifier notifier;
    private final Event<AnalysesFinished> analysesFinished;

    @Inject
    ConcludeAnalyses(
            SettleCredits chargeAnalyses,
            FinishBatches finishBatches,
            AnalysisNotifier notifier,
            Event<AnalysesFinished> analysesFinished) {
        this.chargeAnalyses = chargeAnalyses;
        this.finishBatches = finishBatches;
        this.notifier = notifier;
        this.analysesFinished = analysesFinished;
    }

    /** Concludes analyses whose credits are reserved: used for a delivered result, released otherwise. */
    public void conclude(Collection<Analysis> finished) {
        if (!finished.isEmpty()) {
            chargeAnalyses.settle(finished);
            publish(finished);
        }
    }

    /** Concludes analyses that took over an existing result. No credit is reserved for them, and none is charged. */
    public void concludeReused(Collection<Analysis> finished) {
        if (!finished.isEmpty()) {
            chargeAnalyses.recordFree(finished);
            publish(finished);
        }
    }

    private void publish(Collection<Analysis> finished) {
        analysesFinished.fire(new AnalysesFinished(finished));
        finishBatches.finishCompleted(
                finished.stream().map(Analysis::batch).flatMap(Optional::stream).collect(Collectors.toSet()));
        notifier.notifyResults(finished.stream().map(Analysis::tenant).toList());
    }
}
