package com.engram.jobs.mail;

import com.engram.mail.EmailsQueued;
import com.engram.mail.Outbox;
import com.engram.tenancy.Scope;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the outbox when a transaction that queued an email has committed, and every 30 seconds for emails that the mail
 * server refused or that a stopped server left. Several servers share the work; each skips the emails of the others.
 */
@ApplicationScoped
class OutboxDelivery {

    private static final Logger LOG = Logger.getLogger(OutboxDelivery.class.getName());
    private static final long INTERVAL_SECONDS = 30;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final Outbox outbox;

    private @Nullable ScheduledFuture<?> deliveries;

    @Inject
    OutboxDelivery(Outbox outbox) {
        this.outbox = outbox;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        deliveries = executor.scheduleWithFixedDelay(this::deliverQueued, 5, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    void onEmailsQueued(@Observes(during = TransactionPhase.AFTER_SUCCESS) EmailsQueued event) {
        executor.execute(this::deliverQueued);
    }

    @PreDestroy
    void stop() {
        if (deliveries != null) {
            deliveries.cancel(false);
        }
    }

    private void deliverQueued() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            while (outbox.sendNext()) {
                // Send the next one.
            }
            outbox.deleteOld();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Delivering the outbox failed; it is retried in " + INTERVAL_SECONDS + " seconds",
                    e);
        }
    }
}
