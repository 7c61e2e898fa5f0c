package com.engram.jobs.analysis;

import com.engram.analysis.backends.Task;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.analysis.queue.WorkQueued;
import com.engram.tenancy.Scope;
import jakarta.annotation.Resource;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Starts this server's jobs when there is work and none of them runs: on the news that the queue grew, and every second
 * for what no news tells, such as a lease that ran out.
 */
@ApplicationScoped
class AnalysisJobStarter {

    private static final Logger LOG = Logger.getLogger(AnalysisJobStarter.class.getName());
    private static final Map<Task, String> NAMES = Map.of(Task.SCORE, "score-images", Task.HEATMAP, "map-heatmaps");
    private static final Duration PATIENCE_AT_THE_START = Duration.ofSeconds(10);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(3);
    private static final Set<BatchStatus> LIVE =
            EnumSet.of(BatchStatus.STARTING, BatchStatus.STARTED, BatchStatus.STOPPING);

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final AnalysisQueue queue;
    private final WorkSignal bell;
    private final int scoreLanes;
    private final int heatmapLanes;
    private final LeaseHeartbeat heartbeat;

    private final Map<Task, Run> runs = new ConcurrentHashMap<>();
    private @Nullable ScheduledFuture<?> timer;

    @Inject
    AnalysisJobStarter(
            AnalysisQueue queue,
            WorkSignal bell,
            @ConfigProperty(name = "engram.jobs.scoreLanes", defaultValue = "4") int scoreLanes,
            @ConfigProperty(name = "engram.jobs.heatmapLanes", defaultValue = "1") int heatmapLanes,
            LeaseHeartbeat heartbeat) {
        this.queue = queue;
        this.bell = bell;
        this.scoreLanes = scoreLanes;
        this.heatmapLanes = heatmapLanes;
        this.heartbeat = heartbeat;
    }

    /** A job that this server has started, and the machine's timer then. */
    private record Run(long execution, long since) {}

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        // Liberty recovers the executions that this server left behind when its operator is first asked for something.
        BatchRuntime.getJobOperator().getJobNames();
        timer = scheduler.scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    /** Lets the lanes end before what they need is gone. */
    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) throws InterruptedException {
        if (timer != null) {
            timer.cancel(false);
        }
        bell.stop();
        JobOperator operator = BatchRuntime.getJobOperator();
        long end = System.nanoTime() + PATIENCE_AT_THE_END.toNanos();
        while (System.nanoTime() < end && runs.values().stream().anyMatch(run -> isLive(operator, run.execution()))) {
            Thread.sleep(50);
        }
    }

    private static boolean isLive(JobOperator operator, long execution) {
        return LIVE.contains(operator.getJobExecution(execution).getBatchStatus());
    }

    void hear(@Observes WorkQueued news) {
        scheduler.execute(this::startWhatIsDue);
    }

    private void tick() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            queue.revive();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Leases that ran out could not be revived; trying again", e);
        }
        startWhatIsDue();
    }

    private synchronized void startWhatIsDue() {
        for (Task task : Task.values()) {
            try {
                startIfDue(task);
            } catch (RuntimeException e) {
                // The timer has to go on: the database may be back in a second.
                LOG.log(Level.WARNING, "The job " + NAMES.get(task) + " could not be started; trying again", e);
            }
        }
    }

    private void startIfDue(Task task) {
        JobOperator operator = BatchRuntime.getJobOperator();
        if (isAtWork(operator, task)) {
            return;
        }
        if (hasWork(task)) {
            Properties parameters = new Properties();
            parameters.setProperty("lanes", String.valueOf(task == Task.SCORE ? scoreLanes : heatmapLanes));
            runs.put(task, new Run(operator.start(NAMES.get(task), parameters), System.nanoTime()));
        }
    }

    /** A job that ended while the database was away could not write that down, and is told by its lanes. */
    private boolean isAtWork(JobOperator operator, Task task) {
        Run run = runs.get(task);
        if (run == null || !isLive(operator, run.execution())) {
            return false;
        }
        return System.nanoTime() - run.since() < PATIENCE_AT_THE_START.toNanos() || heartbeat.hasLanes(task);
    }

    private boolean hasWork(Task task) {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            return queue.hasWork(task);
        }
    }
}
