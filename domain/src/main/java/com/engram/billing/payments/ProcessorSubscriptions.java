package com.engram.billing.payments;

import java.util.Optional;

/** The subscriptions that the payment processor renews. */
public interface ProcessorSubscriptions {

    /** A subscription in its current state. */
    ProcessorSubscription getSubscription(String subscriptionId);

    /** Returns the amount that a change to another price would cost immediately. */
    Quote quote(String subscriptionId, Price price);

    /**
     * Changes the price and charges the difference for the rest of the period. Withdraws a scheduled change first, even if
     * the payment is declined.
     *
     * @param idempotencyKey the same for the same intent; repeated calls change and charge once
     * @return why the payment was declined, and nothing was changed; empty if the price was changed
     */
    Optional<String> changePrice(String subscriptionId, Price price, String idempotencyKey);

    /** Changes the price from the next period on, and charges nothing before. */
    void changePriceNextPeriod(String subscriptionId, Price price);

    /**
     * Schedules a change to another price for the end of the current period. Until then the subscription keeps its price,
     * also for images beyond the allowance. Replaces an earlier scheduled change, and withdraws a cancellation.
     */
    void schedulePriceChange(String subscriptionId, Price price);

    /** Sets whether a subscription ends with its current period instead of being renewed. Withdraws a scheduled change of price. */
    void setEndsWithPeriod(String subscriptionId, boolean ends);

    /** Ends a subscription immediately. Does nothing if it has already ended. */
    void cancelNow(String subscriptionId);
}
