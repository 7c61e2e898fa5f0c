package com.engram.billing.events;

import com.engram.billing.BillingEmails;
import com.engram.billing.Subscription;
import com.engram.billing.SubscriptionState;
import com.engram.billing.Subscriptions;
import com.engram.billing.invoices.Invoices;
import com.engram.billing.payments.BillingEvent;
import com.engram.billing.payments.BillingEventSource;
import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.billing.payments.ProcessorInvoice;
import com.engram.billing.subscriptions.SyncSubscription;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Handles an event that concerns the current tenant. The event's id is stored in the transaction of its effect, and the
 * object that it is about is fetched from the processor. So events may come late, repeatedly, in any order and
 * concurrently.
 */
@ApplicationScoped
class HandleBillingEvent {

    private final BillingEventLog log;
    private final Subscriptions subscriptions;
    private final SyncSubscription syncSubscription;
    private final Invoices invoices;
    private final Optional<BillingEventSource> processor;
    private final Tenants tenants;
    private final BillingEmails emails;

    @Inject
    HandleBillingEvent(
            BillingEventLog log,
            Subscriptions subscriptions,
            SyncSubscription syncSubscription,
            Invoices invoices,
            Optional<BillingEventSource> processor,
            Tenants tenants,
            BillingEmails emails) {
        this.log = log;
        this.subscriptions = subscriptions;
        this.syncSubscription = syncSubscription;
        this.invoices = invoices;
        this.processor = processor;
        this.tenants = tenants;
        this.emails = emails;
    }

    /**
     * Handles an event once.
     *
     * @throws PaymentsUnavailableException if the processor did not answer; it will send the event again
     */
    @Transactional
    void handle(BillingEvent event) {
        Tenant tenant = tenants.getCurrent();
        if (log.isHandled(event.id())) {
            return;
        }
        Subscription subscription = subscriptions.lockOrCreate(tenant.id());
        if (!log.recordHandled(event)) {
            return;
        }
        event.invoiceId().ifPresent(invoice -> recordInvoice(tenant.id(), subscription, invoice));
        event.subscriptionId().ifPresent(id -> syncSubscription.sync(subscription, id));
        if (event.type().endsWith(".trial_will_end")) {
            subscription
                    .trialEnd()
                    .filter(end -> subscription.state() == SubscriptionState.TRIALING)
                    .ifPresent(end -> emails.sendTrialEnding(tenant, end));
        }
    }

    private void recordInvoice(TenantId tenant, Subscription subscription, String invoiceId) {
        ProcessorInvoice invoice = processor.orElseThrow().getInvoice(invoiceId);
        if (invoice.customerId().equals(subscription.customerId())) {
            invoices.save(tenant, invoice);
            invoice.subscriptionId().ifPresent(id -> syncSubscription.sync(subscription, id));
        }
    }
}
