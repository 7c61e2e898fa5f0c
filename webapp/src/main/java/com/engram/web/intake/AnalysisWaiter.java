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

/** Waits for an analysis to end, for a client that prefers one long call to many short ones. */
@ApplicationScoped
public class AnalysisWaiter {

    /** Each holds a thread; who comes when all are taken is answered at once. */
    private static final int MOST_WAITING = 64;

    private static final long LOOK_AGAIN_MILLIS = 500;

    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final Object news = new Object();

    @Inject
    private Analyses analyses;

    void hear(@Observes ResultsArrived arrived) {
        synchronized (news) {
            news.notifyAll();
        }
    }

    /** The analysis when it has ended, or as it stands when the time is up. */
    public Analysis await(UUID id, Duration atMost) throws InterruptedException {
        if (!places.tryAcquire()) {
            return analyses.findAnalysis(id).orElseThrow();
        }
        try {
            long end = System.nanoTime() + atMost.toNanos();
            Analysis analysis = analyses.findAnalysis(id).orElseThrow();
            while (!analysis.state().isEnd() && System.nanoTime() < end) {
                synchronized (news) {
                    news.wait(LOOK_AGAIN_MILLIS);
                }
                analysis = analyses.findAnalysis(id).orElseThrow();
            }
            return analysis;
        } finally {
            places.release();
        }
    }
}
