package com.engram.billing.subscriptions;

import com.engram.billing.AccountOwner;
import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.payments.Payments;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Makes the current tenant the processor's customer, and remembers the checkout that it was sent to. */
@ApplicationScoped
@Transactional
class EnrollCustomer {

    private final Subscriptions subscriptions;
    private final Tenants tenants;
    private final AccountOwner owner;
    private final Payments payments;

    @Inject
    EnrollCustomer(Subscriptions subscriptions, Tenants tenants, AccountOwner owner, Payments payments) {
        this.subscriptions = subscriptions;
        this.tenants = tenants;
        this.owner = owner;
        this.payments = payments;
    }

    /** Does so once; the processor's name for the tenant. */
    String enroll() {
        Tenant tenant = tenants.getCurrent();
        Subscription subscription = subscriptions.take(tenant.id());
        if (subscription.customer().isEmpty()) {
            subscription.beCustomer(payments.enroll(
                    tenant.id(), tenant.name(), owner.findEmail(tenant.id()).orElse("")));
        }
        return subscription.customer().orElseThrow();
    }

    /** The checkout that was opened and not used. */
    Optional<String> waiting() {
        return subscriptions.findCurrent().flatMap(Subscription::checkout);
    }

    /** Remembers it. */
    void await(String checkout) {
        subscriptions.take(tenants.getCurrent().id()).await(checkout);
    }
}
