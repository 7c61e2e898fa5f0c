package com.engram.jobs.analysis;

import com.engram.analysis.queue.AnalysisQueue;
import com.engram.analysis.queue.Lease;
import com.engram.analysis.results.ScoreLease;
import com.engram.analysis.scorers.Task;
import com.engram.tenancy.JobScope;
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
 * Reads the queue: picks a page of leases in a transaction of its own and returns them one by one. When the queue is empty
 * it waits for a while, so that a single image need not wait for a job to start; then the job ends. It has no checkpoint,
 * because the queue's rows record what is done.
 *
 * <p>A page takes about a second, as {@link AdaptivePageSize} measures. A longer page would delay the images that come
 * next, and a shorter one would need more transactions for each image.
 */
@Dependent
@Named
public class LeaseReader extends AbstractItemReader {

    private static final Logger LOG = Logger.getLogger(LeaseReader.class.getName());
    private static final Duration IDLE_TIME = Duration.ofSeconds(20);

    /** Then the next job takes over, because the records of old jobs are deleted after two days. */
    private static final Duration MAX_RUN_TIME = Duration.ofHours(1);

    private final Task task;
    private final int pageSize;
    private final int partitions;
    private final AnalysisQueue queue;
    private final ScoreLease scoreLease;
    private final WorkSignal workSignal;
    private final StepContext step;
    private final LeaseHeartbeat heartbeat;
    private final AdaptivePageSize adaptivePageSize = new AdaptivePageSize();
    private long openedAt;

    @Inject
    LeaseReader(
            @BatchProperty(name = "task") String task,
            @BatchProperty(name = "pageSize") int pageSize,
            @BatchProperty(name = "partitions") int partitions,
            AnalysisQueue queue,
            ScoreLease scoreLease,
            WorkSignal workSignal,
            StepContext step,
            LeaseHeartbeat heartbeat) {
        this.task = Task.valueOf(task);
        this.pageSize = pageSize;
        this.partitions = partitions;
        this.queue = queue;
        this.scoreLease = scoreLease;
        this.workSignal = workSignal;
        this.step = step;
        this.heartbeat = heartbeat;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) {
        LeasePage page = new LeasePage(task);
        openedAt = System.nanoTime();
        step.setTransientUserData(page);
        heartbeat.register(page);
    }

    @Override
    public void close() {
        heartbeat.unregister(LeasePage.forStep(step));
    }

    @Override
    public @Nullable Lease readItem() throws InterruptedException {
        LeasePage page = LeasePage.forStep(step);
        adaptivePageSize.finished();
        if (page.isEmpty() && System.nanoTime() - openedAt < MAX_RUN_TIME.toNanos()) {
            fill(page);
        }
        Lease next = page.next();
        if (next != null) {
            adaptivePageSize.started();
        }
        return next;
    }

    private void fill(LeasePage page) throws InterruptedException {
        long idleUntil = System.nanoTime() + IDLE_TIME.toNanos();
        do {
            long signals = workSignal.signalCount();
            pick(page);
            if (page.isEmpty()) {
                workSignal.awaitAfter(signals, Duration.ofSeconds(1));
            }
        } while (page.isEmpty() && System.nanoTime() < idleUntil && !workSignal.isStopping());
    }

    private void pick(LeasePage page) {
        if (!scoreLease.acceptsWork(task)) {
            // Without a backend the work stays in the queue, where another server may pick it.
            return;
        }
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            page.add(queue.pick(task, adaptivePageSize.pageSize(pageSize), partitions));
        } catch (RuntimeException e) {
            // The database may be reachable again in a second. A failure here would fail all partitions of the job.
            LOG.log(Level.WARNING, "No work could be picked; trying again", e);
        }
    }
}
