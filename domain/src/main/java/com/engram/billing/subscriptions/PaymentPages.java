package com.engram.billing.subscriptions;

import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.payments.Checkouts;
import com.engram.language.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;

/** Leads the current tenant to the payment processor's pages, and back from its checkout. */
@ApplicationScoped
public class PaymentPages {

    private final Subscriptions subscriptions;
    private final SyncSubscription syncSubscription;
    private final Optional<Checkouts> checkouts;

    @Inject
    PaymentPages(Subscriptions subscriptions, SyncSubscription syncSubscription, Optional<Checkouts> checkouts) {
        this.subscriptions = subscriptions;
        this.syncSubscription = syncSubscription;
        this.checkouts = checkouts;
    }

    /** The processor's page for payment methods and invoices; empty if the tenant has never been its customer. */
    public Optional<URI> findPortalUrl(URI returnTo, Language language) {
        return checkouts.flatMap(processor -> subscriptions
                .findCurrent()
                .flatMap(Subscription::customerId)
                .map(customer -> processor.createPortalUrl(customer, returnTo, language)));
    }

    /**
     * Takes over what was bought at a checkout, without waiting for the processor's event. Ignores a checkout that is not
     * the tenant's open one.
     */
    public void completeCheckout(String checkoutSessionId) {
        checkouts.ifPresent(processor -> subscriptions
                .findCurrent()
                .flatMap(Subscription::checkoutSessionId)
                .filter(checkoutSessionId::equals)
                .flatMap(processor::findSubscriptionOfCheckout)
                .ifPresent(syncSubscription::sync));
    }
}
