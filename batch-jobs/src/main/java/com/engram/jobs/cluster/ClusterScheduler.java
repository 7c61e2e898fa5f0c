package com.engram.jobs.cluster;

import com.engram.jobs.housekeeping.BillingTasks;
import com.engram.jobs.housekeeping.Housekeeping;
import com.engram.jobs.library.LibraryJobs;
import com.engram.webhooks.DeliverWebhook;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Work that one server does for all: db-scheduler picks it, heartbeats, and takes over from a server that died. Its
 * table is in our database, so several servers need nothing more to agree.
 */
@ApplicationScoped
class ClusterScheduler {

    private static final Logger LOG = Logger.getLogger(ClusterScheduler.class.getName());
    private static final int THREADS = 8;

    /** From five seconds to a day within the attempts that a delivery has. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private static final double GROWTH = 4;

    @Resource(lookup = "jdbc/cluster")
    private DataSource database;

    @Resource
    private ContextService contexts;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final Housekeeping housekeeping;
    private final BillingTasks billing;
    private final LibraryJobs libraryJobs;
    private final WebhookDeliveryTask webhookDelivery;

    private @Nullable Scheduler scheduler;
    private boolean stopped;

    @Inject
    ClusterScheduler(
            Housekeeping housekeeping,
            BillingTasks billing,
            LibraryJobs libraryJobs,
            WebhookDeliveryTask webhookDelivery) {
        this.housekeeping = housekeeping;
        this.billing = billing;
        this.libraryJobs = libraryJobs;
        this.webhookDelivery = webhookDelivery;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        executor.execute(this::startOrTryAgain);
    }

    @PreDestroy
    synchronized void stop() {
        stopped = true;
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    private synchronized void startOrTryAgain() {
        if (stopped) {
            return;
        }
        try {
            Scheduler made = Scheduler.create(
                            database,
                            deliveries(),
                            onceFor("rescore-library", libraryJobs::rescore),
                            onceFor("export-library", libraryJobs::export))
                    .startTasks(recurring())
                    .threads(THREADS)
                    .pollingInterval(Duration.ofSeconds(1))
                    .heartbeatInterval(Duration.ofSeconds(5))
                    .missedHeartbeatsLimit(4)
                    .failureLogging(LogLevel.DEBUG, false)
                    .shutdownMaxWait(Duration.ofSeconds(2))
                    .build();
            made.start();
            scheduler = made;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The cluster's work could not be taken up; trying again", e);
            executor.schedule(this::startOrTryAgain, 2, TimeUnit.SECONDS);
        }
    }

    /** Tasks of this kind are left in the scheduler's table by the transactions that announce something. */
    private OneTimeTask<Void> deliveries() {
        Consumer<String> inContext = contexts.contextualConsumer(webhookDelivery::attempt);
        return Tasks.oneTime("deliver-webhook")
                .onFailure(new MaxRetriesFailureHandler<>(
                        DeliverWebhook.MAX_ATTEMPTS, new ExponentialBackoffFailureHandler<>(FIRST_PAUSE, GROWTH)))
                .execute((instance, context) -> inContext.accept(instance.getId()));
    }

    /** Asked for once, by its subject's id, and tried again until it is done. */
    private OneTimeTask<Void> onceFor(String name, Consumer<String> work) {
        Consumer<String> inContext = contexts.contextualConsumer(work);
        return Tasks.oneTime(name)
                .onFailure(new ExponentialBackoffFailureHandler<>(FIRST_PAUSE, 2))
                .execute((instance, context) -> inContext.accept(instance.getId()));
    }

    private List<RecurringTask<Void>> recurring() {
        return List.of(
                every(Duration.ofMinutes(1), "end-forsaken-batches", housekeeping::endForsakenBatches),
                every(Duration.ofMinutes(5), "sweep-uploads", housekeeping::sweepUploads),
                every(Duration.ofMinutes(5), "purge-images", housekeeping::purgeImages),
                every(Duration.ofMinutes(5), "tidy-limits", housekeeping::tidyLimits),
                every(Duration.ofHours(1), "apply-retention", housekeeping::applyRetention),
                every(Duration.ofHours(6), "purge-job-repository", housekeeping::purgeJobRepository),
                every(Duration.ofMinutes(5), "billing-round", billing::runBilling),
                every(Duration.ofHours(6), "reconcile-billing", billing::reconcile),
                every(Duration.ofDays(1), "forget-expired", housekeeping::forgetExpired),
                every(Duration.ofHours(6), "forget-old-exports", housekeeping::forgetOldExports),
                every(Duration.ofHours(6), "forget-old-webhook-events", housekeeping::forgetOldWebhookEvents));
    }

    /** The scheduler's threads are its own; the work gets the application's context. */
    private RecurringTask<Void> every(Duration pause, String name, Runnable work) {
        Runnable inContext = contexts.contextualRunnable(work);
        return Tasks.recurring(name, FixedDelay.of(pause)).execute((instance, context) -> inContext.run());
    }
}
