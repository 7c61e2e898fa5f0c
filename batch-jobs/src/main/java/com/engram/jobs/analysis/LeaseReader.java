package com.engram.jobs.analysis;

import com.engram.analysis.backends.Task;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.analysis.queue.Lease;
import com.engram.analysis.results.ScoreLease;
import com.engram.tenancy.Scope;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the queue: picks a page of leases in a transaction of its own and hands them out one by one. When the queue is
 * empty it lingers for more, so that a picture that comes alone need not wait for a job to start; then the job ends.
 * It has no checkpoint, for the queue's rows say what is done.
 *
 * <p>A page is what a lane gets done in about a second, as {@link AdaptivePageSize} tells: whoever comes next waits until a page ends,
 * and a page costs some transactions.
 */
@Dependent
@Named
public class LeaseReader extends AbstractItemReader {

    private static final Logger LOG = Logger.getLogger(LeaseReader.class.getName());
    private static final Duration LINGER = Duration.ofSeconds(20);

    /** Then the next job takes over, so that none outlives its records, which are cleared away after days. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private final String task;
    private final int pageSize;
    private final int lanes;
    private final AnalysisQueue queue;
    private final ScoreLease carryOut;
    private final WorkSignal bell;
    private final StepContext step;
    private final LeaseHeartbeat heartbeat;

    private final AdaptivePageSize pace = new AdaptivePageSize();
    private long opened;

    @Inject
    LeaseReader(
            @BatchProperty(name = "task") String task,
            @BatchProperty(name = "pageSize") int pageSize,
            @BatchProperty(name = "lanes") int lanes,
            AnalysisQueue queue,
            ScoreLease carryOut,
            WorkSignal bell,
            StepContext step,
            LeaseHeartbeat heartbeat) {
        this.task = task;
        this.pageSize = pageSize;
        this.lanes = lanes;
        this.queue = queue;
        this.carryOut = carryOut;
        this.bell = bell;
        this.step = step;
        this.heartbeat = heartbeat;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) {
        LeasePage page = new LeasePage(Task.valueOf(task));
        opened = System.nanoTime();
        step.setTransientUserData(page);
        heartbeat.keepAlive(page);
    }

    @Override
    public void close() {
        heartbeat.letGo(LeasePage.of(step));
    }

    @Override
    public @Nullable Lease readItem() throws InterruptedException {
        LeasePage page = LeasePage.of(step);
        pace.ended();
        if (page.isEmpty() && System.nanoTime() - opened < LONGEST_LIFE.toNanos()) {
            fill(page);
        }
        Lease next = page.next();
        if (next != null) {
            pace.began();
        }
        return next;
    }

    private void pick(LeasePage page) {
        if (!carryOut.takesWork(Task.valueOf(task))) {
            // No backend would take it: in the queue it keeps its place, and others may do it.
            return;
        }
        try (Scope.Entered ignored = Scope.enterOperator()) {
            page.add(queue.pick(Task.valueOf(task), pace.page(pageSize), lanes));
        } catch (RuntimeException e) {
            // The database may be back in a second; a lane that failed here would take its neighbours down.
            LOG.log(Level.WARNING, "No work could be picked; trying again", e);
        }
    }

    private void fill(LeasePage page) throws InterruptedException {
        long patienceEnds = System.nanoTime() + LINGER.toNanos();
        do {
            long ring = bell.rings();
            pick(page);
            if (page.isEmpty()) {
                bell.awaitAfter(ring, Duration.ofSeconds(1));
            }
        } while (page.isEmpty() && System.nanoTime() < patienceEnds && !bell.isStopping());
    }
}
