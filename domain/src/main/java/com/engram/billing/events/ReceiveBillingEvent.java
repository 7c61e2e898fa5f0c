package com.engram.billing.events;

import com.engram.billing.Subscriptions;
import com.engram.billing.payments.BillingEvent;
import com.engram.billing.payments.BillingEventSource;
import com.engram.billing.payments.ParsedEvent;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Receives an event, checks its signature, and has it handled in the scope of the tenant that it concerns.
 * Call it outside any transaction: each event is handled in a transaction of its own.
 */
@ApplicationScoped
public class ReceiveBillingEvent {

    private static final Logger LOG = Logger.getLogger(ReceiveBillingEvent.class.getName());
    private static final int MAX_WAIT_SECONDS = 20;

    /** Handling holds a database connection while the processor is queried. Events that wait here hold none. */
    private final Semaphore permits = new Semaphore(4, true);

    private final Subscriptions subscriptions;
    private final HandleBillingEvent handleBillingEvent;
    private final BillingEventLog log;
    private final Optional<BillingEventSource> processor;
    private final Event<BillingEventRejected> rejected;

    @Inject
    ReceiveBillingEvent(
            Subscriptions subscriptions,
            HandleBillingEvent handleBillingEvent,
            BillingEventLog log,
            Optional<BillingEventSource> processor,
            Event<BillingEventRejected> rejected) {
        this.subscriptions = subscriptions;
        this.handleBillingEvent = handleBillingEvent;
        this.log = log;
        this.processor = processor;
        this.rejected = rejected;
    }

    /** The result of handling an event. */
    public enum Result {
        /** It has been handled, now or before. */
        HANDLED,
        /** Its signature is missing, wrong, too old or dated in the future, or the body is not an event. */
        REJECTED,
        /** It concerns no tenant of this installation. */
        IGNORED,
        /** Too many events are being handled. The processor has to send it again. */
        BUSY,
        /** Handling failed, and the operator can see why. The processor has to send it again. */
        FAILED
    }

    /** Whether a payment processor is configured that sends events. */
    public boolean isConfigured() {
        return processor.isPresent();
    }

    /**
     * Checks the signature of an event and handles it. Waits for up to 20 seconds while four others are being handled.
     *
     * @param signature the signature that came with the body; empty if none did
     */
    public Result receive(String body, String signature) {
        ParsedEvent parsed = processor.orElseThrow().parseEvent(body, signature);
        return parsed instanceof ParsedEvent.Verified verified
                ? receive(verified.event())
                : reject(((ParsedEvent.Rejected) parsed).reason());
    }

    private Result reject(ParsedEvent.Reason reason) {
        LOG.warning("An event of the payment processor was rejected: " + reason);
        rejected.fire(new BillingEventRejected(reason));
        return Result.REJECTED;
    }

    /** Handles an event that is known to be genuine. Waits for up to 20 seconds while four others are being handled. */
    public Result receive(BillingEvent event) {
        Optional<TenantId> tenant = event.customerId().flatMap(subscriptions::findTenantOfCustomer);
        if (tenant.isEmpty()) {
            return Result.IGNORED;
        }
        if (!acquirePermit()) {
            return Result.BUSY;
        }
        try (Scope.Entered ignored = Scope.enter(tenant.get())) {
            return handle(event);
        } finally {
            permits.release();
        }
    }

    private boolean acquirePermit() {
        try {
            return permits.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Result handle(BillingEvent event) {
        try {
            handleBillingEvent.handle(event);
            return Result.HANDLED;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Handling billing event " + event.id() + " failed", e);
            log.recordFailure(event, messageOf(e));
            return Result.FAILED;
        }
    }

    /** The first message on the way to the root cause. */
    private static String messageOf(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getMessage() == null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
