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

    @Inject
    private Subscriptions subscriptions;

    @Inject
    private Tenants tenants;

    @Inject
    private AccountOwner owner;

    @Inject
    private Payments payments;

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
