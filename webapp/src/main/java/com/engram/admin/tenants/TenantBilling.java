package com.engram.admin.tenants;

import com.engram.billing.Subscription;
import com.engram.billing.SubscriptionState;
import com.engram.billing.Subscriptions;
import com.engram.billing.invoices.Invoice;
import com.engram.billing.invoices.Invoices;
import com.engram.tenancy.TenantId;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A tenant's subscription and invoices, for the operator. Read-only. */
@ApplicationScoped
@Transactional
class TenantBilling {

    private static final int INVOICES = 50;

    @Inject
    private Subscriptions subscriptions;

    @Inject
    private Invoices invoices;

    /**
     * A tenant's billing.
     *
     * @param state the subscription's state as text
     * @param next when the paid period ends; empty if nothing is paid online
     * @param graceUntil when the grace period after a failed payment ends; empty without one
     * @param customer the payment processor's customer id; empty if there is none
     */
    public record Summary(
            String state,
            boolean owing,
            Optional<Instant> next,
            Optional<Instant> graceUntil,
            String customer,
            List<Row> invoices) {}

    /** An invoice. */
    public record Row(
            String id,
            Instant issuedAt,
            String number,
            String description,
            long amountCents,
            String currency,
            String state,
            boolean isByHand) {

        static Row of(Invoice invoice) {
            return new Row(
                    PublicId.INVOICE.of(invoice.id()),
                    invoice.issuedAt(),
                    invoice.number(),
                    invoice.description(),
                    invoice.amountCents(),
                    invoice.currency(),
                    invoice.state(),
                    invoice.isManual());
        }
    }

    Summary of(TenantId tenant) {
        Optional<Subscription> subscription = subscriptions.findByTenant(tenant);
        SubscriptionState state = subscription.map(Subscription::state).orElse(SubscriptionState.MANUAL);
        return new Summary(
                state == SubscriptionState.MANUAL
                        ? "by hand"
                        : state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                state.isOverdue(),
                subscription.filter(found -> found.state().isOnline()).flatMap(Subscription::periodEnd),
                subscription.flatMap(Subscription::graceUntil),
                subscription.flatMap(Subscription::customerId).orElse(""),
                invoices.listInvoices(tenant, INVOICES).stream().map(Row::of).toList());
    }
}
