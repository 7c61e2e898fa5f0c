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
 * Posts letters as soon as their transaction has committed, and makes a round now and then for those that a mail
 * server refused or a stopped server left. Several servers share the work: each takes letters that no other holds.
 */
@ApplicationScoped
class OutboxDelivery {

    private static final Logger LOG = Logger.getLogger(OutboxDelivery.class.getName());
    private static final long ROUND_SECONDS = 30;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final Outbox outbox;

    private @Nullable ScheduledFuture<?> rounds;

    @Inject
    OutboxDelivery(Outbox outbox) {
        this.outbox = outbox;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        rounds = executor.scheduleWithFixedDelay(this::round, 5, ROUND_SECONDS, TimeUnit.SECONDS);
    }

    void collect(@Observes(during = TransactionPhase.AFTER_SUCCESS) EmailsQueued news) {
        executor.execute(this::round);
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    private void round() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            while (outbox.postOne()) {
                // the next one
            }
            outbox.tidy();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The post was not taken; the next round tries again", e);
        }
    }
}
