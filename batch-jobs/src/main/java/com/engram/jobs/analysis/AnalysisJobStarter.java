package com.engram.jobs.analysis;

import com.engram.analysis.queue.AnalysisQueue;
import com.engram.analysis.queue.WorkQueued;
import com.engram.analysis.scorers.Task;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
 * Starts this server's jobs when there is work and fewer partitions than configured run, so that a partition that died is
 * replaced while others live: on each {@link WorkQueued}, and every second for work
 * without a notification, such as that of an expired lease.
 */
@ApplicationScoped
class AnalysisJobStarter {

    private static final Logger LOG = Logger.getLogger(AnalysisJobStarter.class.getName());
    private static final Map<Task, String> JOB_NAMES = Map.of(Task.SCORE, "score-images", Task.HEATMAP, "map-heatmaps");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final Set<BatchStatus> LIVE =
            EnumSet.of(BatchStatus.STARTING, BatchStatus.STARTED, BatchStatus.STOPPING);

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final AnalysisQueue queue;
    private final WorkSignal workSignal;
    private final LeaseHeartbeat heartbeat;
    private final Map<Task, Integer> partitions;
    private final Map<Task, List<Run>> runs = new ConcurrentHashMap<>();
    private @Nullable ScheduledFuture<?> timer;

    @Inject
    @SuppressWarnings("NullAway.Init") // the server sets the resource
    AnalysisJobStarter(
            AnalysisQueue queue,
            WorkSignal workSignal,
            LeaseHeartbeat heartbeat,
            @ConfigProperty(name = "engram.jobs.scoreLanes", defaultValue = "4") int scorePartitions,
            @ConfigProperty(name = "engram.jobs.heatmapLanes", defaultValue = "1") int heatmapPartitions) {
        this.queue = queue;
        this.workSignal = workSignal;
        this.heartbeat = heartbeat;
        this.partitions = Map.of(Task.SCORE, scorePartitions, Task.HEATMAP, heatmapPartitions);
    }

    /** A job that this server started, and {@link System#nanoTime} at that time. */
    private record Run(long execution, long startedAt) {}

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        // Liberty marks executions of a previous run of this server as failed when its job operator is first used.
        BatchRuntime.getJobOperator().getJobNames();
        timer = scheduler.scheduleWithFixedDelay(this::poll, 0, 1, TimeUnit.SECONDS);
    }

    /** Lets the partitions end before the beans that they need are destroyed. */
    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) throws InterruptedException {
        if (timer != null) {
            timer.cancel(false);
        }
        workSignal.stop();
        JobOperator operator = BatchRuntime.getJobOperator();
        long end = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (System.nanoTime() < end
                && runs.values().stream().flatMap(List::stream).anyMatch(run -> isLive(operator, run.execution()))) {
            Thread.sleep(50);
        }
    }

    private static boolean isLive(JobOperator operator, long execution) {
        return LIVE.contains(operator.getJobExecution(execution).getBatchStatus());
    }

    void onWorkQueued(@Observes WorkQueued event) {
        scheduler.execute(this::startDueJobs);
    }

    private void poll() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            queue.revive();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Expired leases could not be revived; trying again", e);
        }
        startDueJobs();
    }

    private synchronized void startDueJobs() {
        for (Task task : Task.values()) {
            try {
                startIfDue(task);
            } catch (RuntimeException e) {
                // The timer must go on, because the database may be reachable again in a second.
                LOG.log(Level.WARNING, "The job " + JOB_NAMES.get(task) + " could not be started; trying again", e);
            }
        }
    }

    private void startIfDue(Task task) {
        JobOperator operator = BatchRuntime.getJobOperator();
        int configured = partitions.getOrDefault(task, 1);
        List<Run> live = runs.getOrDefault(task, List.of()).stream()
                .filter(run -> isLive(operator, run.execution()))
                .toList();
        int missing = LaneCount.missing(
                configured,
                heartbeat.countPartitions(task),
                live.stream().anyMatch(run -> System.nanoTime() - run.startedAt() < START_TIMEOUT.toNanos()));
        if (missing > 0 && hasWork(task)) {
            Properties parameters = new Properties();
            parameters.setProperty("partitions", String.valueOf(missing));
            parameters.setProperty("readers", Integer.toString(configured));
            List<Run> next = new ArrayList<>(live);
            next.add(new Run(operator.start(JOB_NAMES.get(task), parameters), System.nanoTime()));
            runs.put(task, List.copyOf(next));
        }
    }

    private boolean hasWork(Task task) {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            return queue.hasWork(task);
        }
    }
}
