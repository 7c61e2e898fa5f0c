package com.engram.billing.payments.stripe;

import com.engram.billing.payments.BillingEvent;
import com.engram.billing.payments.Payments;
import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.billing.payments.ProcessorSubscription;
import com.engram.plans.Plan;
import com.engram.tenancy.TenantId;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.SubscriptionUpdateParams.PaymentBehavior;
import com.stripe.param.SubscriptionUpdateParams.ProrationBehavior;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Stripe: Checkout, the customer portal, subscriptions, invoices and meters. */
final class StripePayments implements Payments {

    /** A session of the checkout that is still open. */
    private static final String OPEN = "open";

    private static final String ENDED = "canceled";

    private final StripeCalls calls;
    private final StripeSettings settings;
    private final StripeProducts catalogue;
    private final Clock clock;

    StripePayments(StripeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        calls = new StripeCalls(settings);
        catalogue = new StripeProducts(calls);
    }

    @Override
    public boolean areOnline() {
        return true;
    }

    @Override
    public String enroll(TenantId tenant, String name, String email) {
        CustomerCreateParams.Builder params = CustomerCreateParams.builder()
                .setName(name)
                .putMetadata("tenant", tenant.value().toString());
        if (!email.isEmpty()) {
            params.setEmail(email);
        }
        Customer customer = calls.ask(client ->
                client.v1().customers().create(params.build(), StripeCalls.once("customer-" + tenant.value() + email)));
        return customer.getId();
    }

    @Override
    public Checkout open(Purchase purchase) {
        Session session = calls.ask(client -> client.v1()
                .checkout()
                .sessions()
                .create(
                        StripeRequests.checkout(purchase, settings),
                        StripeCalls.once("checkout-" + purchase.intent())));
        return new Checkout(session.getId(), URI.create(session.getUrl()));
    }

    @Override
    public void close(String checkout) {
        Session session = calls.ask(client -> client.v1().checkout().sessions().retrieve(checkout));
        if (OPEN.equals(session.getStatus())) {
            calls.ask(client -> client.v1().checkout().sessions().expire(checkout));
        }
    }

    @Override
    public Optional<String> findBought(String checkout) {
        return Optional.ofNullable(
                calls.ask(client -> client.v1().checkout().sessions().retrieve(checkout))
                        .getSubscription());
    }

    @Override
    public URI portal(String customer, URI returnTo) {
        return URI.create(calls.ask(client ->
                        client.v1().billingPortal().sessions().create(StripeRequests.portal(customer, returnTo)))
                .getUrl());
    }

    @Override
    public ProcessorSubscription getAgreement(String reference) {
        return StripeResponses.agreement(subscription(reference));
    }

    @Override
    public Quote quote(String reference, Price price) {
        Invoice preview = calls.ask(
                client -> client.v1().invoices().createPreview(StripeRequests.preview(subscription(reference), price)));
        return new Quote(
                StripeAmounts.cents(preview.getTotal(), preview.getCurrency()),
                StripeAmounts.code(preview.getCurrency()));
    }

    @Override
    public Optional<String> move(String reference, Price price, String intent) {
        SubscriptionUpdateParams params = StripeRequests.items(subscription(reference), price)
                .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE)
                .setPaymentBehavior(PaymentBehavior.ERROR_IF_INCOMPLETE)
                .setCancelAtPeriodEnd(false)
                .build();
        try {
            calls.client().v1().subscriptions().update(reference, params, StripeCalls.once("move-" + intent));
            return Optional.empty();
        } catch (CardException e) {
            return Optional.of(
                    "The payment was declined, so the plan stays as it is. Check how you pay, then try again.");
        } catch (StripeException e) {
            throw new PaymentsUnavailableException("Stripe did not change the plan: " + e.getMessage(), e);
        }
    }

    @Override
    public void reprice(String reference, Price price) {
        SubscriptionUpdateParams params = StripeRequests.items(subscription(reference), price)
                .setProrationBehavior(ProrationBehavior.NONE)
                .build();
        calls.ask(client -> client.v1()
                .subscriptions()
                .update(reference, params, StripeCalls.once("reprice-" + reference + "-" + price.licence())));
    }

    @Override
    public void setEndsWithPeriod(String reference, boolean ends) {
        SubscriptionUpdateParams params =
                SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(ends).build();
        calls.ask(client -> client.v1().subscriptions().update(reference, params));
    }

    @Override
    public void end(String reference) {
        if (!ENDED.equals(subscription(reference).getStatus())) {
            calls.ask(client -> client.v1().subscriptions().cancel(reference));
        }
    }

    @Override
    public Bill getBill(String reference) {
        return StripeResponses.bill(calls.ask(client -> client.v1().invoices().retrieve(reference)));
    }

    @Override
    public Price offer(Plan plan) {
        return catalogue.offer(plan);
    }

    @Override
    public void meter(String customer, String identifier, int images, Instant at) {
        calls.ask(client -> client.v1()
                .billing()
                .meterEvents()
                .create(StripeRequests.meterEvent(customer, identifier, images, at)));
    }

    @Override
    public long countMetered(String customer, Instant from, Instant to) {
        return catalogue.countMetered(customer, from, to);
    }

    @Override
    public Optional<BillingEvent> read(String body, String signature) {
        return StripeEventReader.read(body, signature, settings, clock);
    }

    private Subscription subscription(String reference) {
        return calls.ask(client -> client.v1().subscriptions().retrieve(reference));
    }
}
