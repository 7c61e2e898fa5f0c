package com.engram.billing.events;

import com.engram.billing.Subscriptions;
import com.engram.billing.payments.BillingEvent;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Receives an event whose signature has been checked, and has it handled in the scope of the tenant that it concerns.
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

    @Inject
    ReceiveBillingEvent(Subscriptions subscriptions, HandleBillingEvent handleBillingEvent, BillingEventLog log) {
        this.subscriptions = subscriptions;
        this.handleBillingEvent = handleBillingEvent;
        this.log = log;
    }

    /** The result of handling an event. */
    public enum Result {
        /** It has been handled, now or before. */
        HANDLED,
        /** It concerns no tenant of this installation. */
        IGNORED,
        /** Too many events are being handled. The processor has to send it again. */
        BUSY,
        /** Handling failed, and the operator can see why. The processor has to send it again. */
        FAILED
    }

    /** Handles an event. Waits for up to 20 seconds while four others are being handled. */
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
