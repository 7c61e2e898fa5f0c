package com.engram.jobs.analysis;

import com.engram.analysis.backends.BackendStatuses;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.ListModels;
import com.engram.tenancy.Scope;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Applies the operator's modes for backends every second, reports the status of this server's backends every third, and stores
 * which models they serve every minute.
 */
@ApplicationScoped
class BackendStatusReporter {

    private static final Logger LOG = Logger.getLogger(BackendStatusReporter.class.getName());
    private static final int REPORT_EVERY = 3;
    private static final int MODELS_EVERY_SECONDS = 60;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final BackendStatuses statuses;
    private final ListModels listModels;
    private final Backends backends;
    private final String server;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ScheduledFuture<?> modelTimer;
    private int rounds;

    @Inject
    @SuppressWarnings("NullAway.Init") // the server sets the resource
    BackendStatusReporter(
            BackendStatuses statuses,
            ListModels listModels,
            Backends backends,
            @ConfigProperty(name = "engram.server.name", defaultValue = "localhost") String server) {
        this.statuses = statuses;
        this.listModels = listModels;
        this.backends = backends;
        this.server = server;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        timer = scheduler.scheduleWithFixedDelay(this::synchronizeStatus, 0, 1, TimeUnit.SECONDS);
        // A timer of its own, because a backend may take two seconds to answer.
        modelTimer = scheduler.scheduleWithFixedDelay(this::storeModels, 5, MODELS_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
        if (modelTimer != null) {
            modelTimer.cancel(false);
        }
    }

    private void storeModels() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            listModels.list();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The models of the backends could not be stored; trying again in a minute", e);
        }
    }

    private void synchronizeStatus() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            backends.applyModes(statuses.listModes());
            if (rounds++ % REPORT_EVERY == 0) {
                statuses.report(server, backends.listStatuses());
            }
        } catch (RuntimeException e) {
            // The last known modes stay in force; the database may be reachable again in a second.
            LOG.log(Level.WARNING, "The status of the backends could not be synchronized; trying again", e);
        }
    }
}
