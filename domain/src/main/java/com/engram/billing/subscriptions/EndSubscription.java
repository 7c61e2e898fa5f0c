package com.engram.billing.subscriptions;

import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.payments.Payments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;

/** What an owner does about what it pays, beside choosing a plan: end it with its period, keep it after all, change how it is paid. */
@ApplicationScoped
public class EndSubscription {

    private final Subscriptions subscriptions;
    private final SyncSubscription followAgreement;
    private final Payments payments;

    @Inject
    EndSubscription(Subscriptions subscriptions, SyncSubscription followAgreement, Payments payments) {
        this.subscriptions = subscriptions;
        this.followAgreement = followAgreement;
        this.payments = payments;
    }

    /** Ends it with its period, or lets it go on; false if nothing is paid online. */
    public boolean setEnds(boolean ends) {
        Optional<String> reference = subscriptions
                .findCurrent()
                .filter(subscription -> subscription.state().isOnline())
                .flatMap(Subscription::reference);
        reference.ifPresent(name -> {
            payments.setEndsWithPeriod(name, ends);
            followAgreement.follow(name);
        });
        return reference.isPresent();
    }

    /** Ends it at once, because the account is erased: nobody pays for what is gone. */
    public void endNow() {
        subscriptions
                .findCurrent()
                .filter(subscription ->
                        payments.areOnline() && subscription.state().isOnline())
                .flatMap(Subscription::reference)
                .ifPresent(payments::end);
    }

    /** The processor's page for the current tenant; empty if it never bought anything. */
    public Optional<URI> portal(URI returnTo) {
        return payments.areOnline()
                ? subscriptions
                        .findCurrent()
                        .flatMap(Subscription::customer)
                        .map(customer -> payments.portal(customer, returnTo))
                : Optional.empty();
    }

    /** Looks at once what was bought at a checkout of the current tenant, so that nobody waits for the processor's word. */
    public void returned(String checkout) {
        subscriptions
                .findCurrent()
                .flatMap(Subscription::checkout)
                .filter(checkout::equals)
                .flatMap(payments::findBought)
                .ifPresent(followAgreement::follow);
    }
}
