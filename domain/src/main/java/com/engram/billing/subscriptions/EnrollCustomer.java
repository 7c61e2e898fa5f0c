package com.engram.billing.subscriptions;

import com.engram.billing.AccountOwner;
import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.payments.Checkouts;
import com.engram.language.Language;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Registers the current tenant as a customer of the payment processor, and stores its open checkout. */
@ApplicationScoped
@Transactional
class EnrollCustomer {

    private final Subscriptions subscriptions;
    private final Tenants tenants;
    private final AccountOwner owner;
    private final Optional<Checkouts> checkouts;

    @Inject
    EnrollCustomer(Subscriptions subscriptions, Tenants tenants, AccountOwner owner, Optional<Checkouts> checkouts) {
        this.subscriptions = subscriptions;
        this.tenants = tenants;
        this.owner = owner;
        this.checkouts = checkouts;
    }

    /** Registers the tenant if it is not a customer yet; returns the processor's id of the customer. */
    String enroll(Language language) {
        Tenant tenant = tenants.getCurrent();
        Subscription subscription = subscriptions.lockOrCreate(tenant.id());
        if (subscription.customerId().isEmpty()) {
            subscription.setCustomer(checkouts
                    .orElseThrow()
                    .createCustomer(
                            tenant.id(),
                            tenant.name(),
                            owner.findEmail(tenant.id()).orElse(""),
                            language));
        }
        return subscription.customerId().orElseThrow();
    }

    /** The checkout that the tenant opened and has not completed. */
    Optional<String> findOpenCheckout() {
        return subscriptions.findCurrent().flatMap(Subscription::checkoutSessionId);
    }

    void rememberCheckout(String checkoutSessionId) {
        subscriptions.lockOrCreate(tenants.getCurrent().id()).startCheckout(checkoutSessionId);
    }
}
