package com.engram.web.intake;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.queue.ResultsArrived;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Waits until an analysis is finished, for a client that prefers one long request to many short ones. */
@ApplicationScoped
public class AnalysisWaiter {

    /** Each waiting request holds a thread. Further requests get their response at once. */
    private static final int MAX_WAITING = 64;

    /** Notifications can be lost, so the analysis is also looked up at this interval. */
    private static final long POLL_MILLIS = 500;

    private final Semaphore permits = new Semaphore(MAX_WAITING);
    private final Object monitor = new Object();

    @Inject
    private Analyses analyses;

    void onResultsArrived(@Observes ResultsArrived arrived) {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    /**
     * Returns the analysis once it is finished, or in its current state after {@code timeout}.
     *
     * @throws InterruptedException if the server stops while the request waits
     */
    public Analysis await(UUID id, Duration timeout) throws InterruptedException {
        if (!permits.tryAcquire()) {
            return analyses.findAnalysis(id).orElseThrow();
        }
        try {
            long deadline = System.nanoTime() + timeout.toNanos();
            Analysis analysis = analyses.findAnalysis(id).orElseThrow();
            while (!analysis.state().isFinal() && System.nanoTime() < deadline) {
                synchronized (monitor) {
                    monitor.wait(POLL_MILLIS);
                }
                analysis = analyses.findAnalysis(id).orElseThrow();
            }
            return analysis;
        } finally {
            permits.release();
        }
    }
}
