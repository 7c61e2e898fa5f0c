package com.engram.jobs.cluster;

import com.engram.jobs.housekeeping.BillingTasks;
import com.engram.jobs.housekeeping.Housekeeping;
import com.engram.jobs.library.LibraryJobs;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that one server does for the whole cluster, by db-scheduler: a server picks a task, sends heartbeats, and takes
 * over the tasks of a dead server. Its table is in the database, so several servers need nothing else to coordinate.
 */
@ApplicationScoped
class ClusterScheduler {

    private static final Logger LOG = Logger.getLogger(ClusterScheduler.class.getName());

    /** For everything but webhooks, which have threads of their own number. */
    private static final int THREADS = 8;

    private static final Duration FIRST_DELAY = Duration.ofSeconds(5);

    @Resource(lookup = "jdbc/cluster")
    private DataSource dataSource;

    @Resource
    private ContextService contexts;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final Housekeeping housekeeping;
    private final BillingTasks billing;
    private final LibraryJobs libraryJobs;
    private final ModelTasks modelTasks;
    private final WebhookDeliveryTask webhookDelivery;

    private @Nullable Scheduler scheduler;
    private boolean stopped;

    @Inject
    ClusterScheduler(
            Housekeeping housekeeping,
            BillingTasks billing,
            LibraryJobs libraryJobs,
            ModelTasks modelTasks,
            WebhookDeliveryTask webhookDelivery) {
        this.housekeeping = housekeeping;
        this.billing = billing;
        this.libraryJobs = libraryJobs;
        this.modelTasks = modelTasks;
        this.webhookDelivery = webhookDelivery;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        executor.execute(this::startOrRetry);
    }

    @PreDestroy
    synchronized void stop() {
        stopped = true;
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    private synchronized void startOrRetry() {
        if (stopped) {
            return;
        }
        try {
            Scheduler created = Scheduler.create(
                            dataSource,
                            deliveryTask(),
                            oneTimeTask("rescore-library", libraryJobs::rescore),
                            oneTimeTask("export-library", libraryJobs::export),
                            repeatedTask("train-model", modelTasks::train),
                            repeatedTask("publish-models", modelTasks::publish))
                    .startTasks(recurringTasks())
                    .threads(THREADS + WebhookDeliveryTask.MAX_DELIVERIES)
                    .pollingInterval(Duration.ofSeconds(1))
                    .heartbeatInterval(Duration.ofSeconds(5))
                    .missedHeartbeatsLimit(4)
                    .failureLogging(LogLevel.DEBUG, false)
                    .shutdownMaxWait(Duration.ofSeconds(2))
                    .build();
            created.start();
            scheduler = created;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The cluster's scheduler could not be started; trying again", e);
            executor.schedule(this::startOrRetry, 2, TimeUnit.SECONDS);
        }
    }

    /** Instances of this task are inserted into the scheduler's table by the transactions that publish webhook events. */
    private CustomTask<Void> deliveryTask() {
        Function<String, Optional<Instant>> inContext = contexts.contextualFunction(webhookDelivery::attempt);
        return Tasks.custom("deliver-webhook", Void.class)
                .onFailure(new ExponentialBackoffFailureHandler<>(FIRST_DELAY, 2))
                .execute((instance, context) -> {
                    Optional<Instant> next = inContext.apply(instance.getId());
                    return (complete, operations) -> {
                        if (next.isPresent()) {
                            operations.reschedule(complete, next.get());
                        } else {
                            operations.remove();
                        }
                    };
                });
    }

    /** A task that runs again after the returned time, until it returns none. */
    private CustomTask<Void> repeatedTask(String name, Function<String, Optional<Duration>> work) {
        Function<String, Optional<Duration>> inContext = contexts.contextualFunction(work);
        return Tasks.custom(name, Void.class)
                .onFailure(new ExponentialBackoffFailureHandler<>(FIRST_DELAY, 2))
                .execute((instance, context) -> {
                    Optional<Duration> next = inContext.apply(instance.getId());
                    return (complete, operations) -> {
                        if (next.isPresent()) {
                            operations.reschedule(
                                    complete, complete.getTimeDone().plus(next.get()));
                        } else {
                            operations.remove();
                        }
                    };
                });
    }

    /** A task that runs once for a subject's id, and is retried until it succeeds. */
    private OneTimeTask<Void> oneTimeTask(String name, Consumer<String> work) {
        Consumer<String> inContext = contexts.contextualConsumer(work);
        return Tasks.oneTime(name)
                .onFailure(new ExponentialBackoffFailureHandler<>(FIRST_DELAY, 2))
                .execute((instance, context) -> inContext.accept(instance.getId()));
    }

    private List<RecurringTask<Void>> recurringTasks() {
        return List.of(
                recurringTask(Duration.ofMinutes(1), "end-forsaken-batches", housekeeping::finishAbandonedBatches),
                recurringTask(Duration.ofSeconds(2), "find-arrivals", housekeeping::analyseArrivedUploads),
                recurringTask(Duration.ofMinutes(1), "record-instance-time", housekeeping::recordInstanceTime),
                recurringTask(Duration.ofMinutes(5), "sweep-uploads", housekeeping::deleteAbandonedUploads),
                recurringTask(Duration.ofMinutes(5), "purge-images", housekeeping::purgeImages),
                recurringTask(Duration.ofMinutes(5), "tidy-limits", housekeeping::deleteUnusedRateLimits),
                recurringTask(Duration.ofHours(1), "apply-retention", housekeeping::applyRetention),
                recurringTask(Duration.ofHours(6), "purge-job-repository", housekeeping::purgeJobRepository),
                recurringTask(Duration.ofMinutes(5), "billing-round", billing::runBilling),
                recurringTask(Duration.ofHours(6), "reconcile-billing", billing::reconcile),
                recurringTask(Duration.ofDays(1), "forget-expired", housekeeping::deleteExpiredCredentials),
                recurringTask(Duration.ofMinutes(5), "sync-models", modelTasks::sync),
                recurringTask(Duration.ofHours(6), "forget-old-exports", housekeeping::deleteOldExports),
                recurringTask(Duration.ofHours(6), "forget-old-webhook-events", housekeeping::deleteOldWebhookEvents));
    }

    /** The scheduler has threads of its own, so the work gets the application's context. */
    private RecurringTask<Void> recurringTask(Duration delay, String name, Runnable work) {
        Runnable inContext = contexts.contextualRunnable(work);
        return Tasks.recurring(name, FixedDelay.of(delay)).execute((instance, context) -> inContext.run());
    }
}
