package com.engram.billing.subscriptions;

import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.payments.ProcessorSubscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Ends the current tenant's subscription: with its period, or immediately. */
@ApplicationScoped
public class EndSubscription {

    private final Subscriptions subscriptions;
    private final SyncSubscription syncSubscription;
    private final Optional<ProcessorSubscriptions> processor;

    @Inject
    EndSubscription(
            Subscriptions subscriptions,
            SyncSubscription syncSubscription,
            Optional<ProcessorSubscriptions> processor) {
        this.subscriptions = subscriptions;
        this.syncSubscription = syncSubscription;
        this.processor = processor;
    }

    /**
     * Cancels the subscription at the end of its period, or withdraws a cancellation or a scheduled change of plan; false if the tenant does not pay online.
     */
    public boolean setEndsWithPeriod(boolean ends) {
        Optional<String> id = findOnline();
        id.ifPresent(found -> {
            processor.orElseThrow().setEndsWithPeriod(found, ends);
            syncSubscription.sync(found);
        });
        return id.isPresent();
    }

    /** Ends the subscription immediately, because the account is being erased. */
    public void endNow() {
        processor.ifPresent(found -> findOnline().ifPresent(found::cancelNow));
    }

    private Optional<String> findOnline() {
        return subscriptions
                .findCurrent()
                .filter(subscription -> subscription.state().isOnline())
                .flatMap(Subscription::processorSubscriptionId);
    }
}
