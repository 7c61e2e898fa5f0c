package com.engram.billing.events;

import com.engram.billing.BillingEmails;
import com.engram.billing.Subscription;
import com.engram.billing.SubscriptionState;
import com.engram.billing.Subscriptions;
import com.engram.billing.invoices.Invoices;
import com.engram.billing.payments.BillingEvent;
import com.engram.billing.payments.Payments;
import com.engram.billing.payments.Payments.Bill;
import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.billing.subscriptions.SyncSubscription;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Acts on what the processor tells of the current tenant. The notice's id is written in the transaction of its effect, and
 * what it is about is fetched anew: so it may come late, often, in any order and several at once.
 */
@ApplicationScoped
public class HandleBillingEvent {

    private final BillingEventLog events;
    private final Subscriptions subscriptions;
    private final SyncSubscription followAgreement;
    private final Invoices invoices;
    private final Payments payments;
    private final Tenants tenants;
    private final BillingEmails letters;

    @Inject
    HandleBillingEvent(
            BillingEventLog events,
            Subscriptions subscriptions,
            SyncSubscription followAgreement,
            Invoices invoices,
            Payments payments,
            Tenants tenants,
            BillingEmails letters) {
        this.events = events;
        this.subscriptions = subscriptions;
        this.followAgreement = followAgreement;
        this.invoices = invoices;
        this.payments = payments;
        this.tenants = tenants;
        this.letters = letters;
    }

    /**
     * Does so once.
     *
     * @throws PaymentsUnavailableException if the processor could not be asked; it will tell again
     */
    @Transactional
    public void take(BillingEvent notice) {
        Tenant tenant = tenants.getCurrent();
        if (events.isHandled(notice.id())) {
            return;
        }
        Subscription subscription = subscriptions.take(tenant.id());
        if (!events.begin(notice)) {
            return;
        }
        notice.bill().ifPresent(reference -> note(tenant.id(), subscription, payments.getBill(reference)));
        notice.agreement().ifPresent(reference -> followAgreement.follow(subscription, reference));
        if (notice.type().endsWith(".trial_will_end")) {
            subscription
                    .trialEnd()
                    .filter(day -> subscription.state() == SubscriptionState.TRIALING)
                    .ifPresent(day -> letters.trialEnds(tenant, day));
        }
    }

    private void note(TenantId tenant, Subscription subscription, Bill bill) {
        Optional<String> customer = subscription.customer();
        if (!bill.customer().equals(customer)) {
            return;
        }
        invoices.note(tenant, bill);
        bill.agreement().ifPresent(reference -> followAgreement.follow(subscription, reference));
    }
}
