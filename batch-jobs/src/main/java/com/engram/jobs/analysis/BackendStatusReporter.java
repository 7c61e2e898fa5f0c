package com.engram.jobs.analysis;

import com.engram.analysis.backends.BackendStatuses;
import com.engram.analysis.backends.Backends;
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

/** Reads every second which backends are held back, and tells every third how this server sees them. */
@ApplicationScoped
class BackendStatusReporter {

    private static final Logger LOG = Logger.getLogger(BackendStatusReporter.class.getName());
    private static final int REPORT_EVERY = 3;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final BackendStatuses board;
    private final Backends backends;
    private final String server;

    private @Nullable ScheduledFuture<?> timer;
    private int round;

    @Inject
    BackendStatusReporter(
            BackendStatuses board,
            Backends backends,
            @ConfigProperty(name = "engram.server.name", defaultValue = "localhost") String server) {
        this.board = board;
        this.backends = backends;
        this.server = server;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        timer = scheduler.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void look() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            backends.obey(board.holds());
            if (round++ % REPORT_EVERY == 0) {
                board.report(server, backends.standings());
            }
        } catch (RuntimeException e) {
            // What was told last holds on; the database may be back in a second.
            LOG.log(Level.WARNING, "The board of backends cannot be reached; trying again", e);
        }
    }
}
