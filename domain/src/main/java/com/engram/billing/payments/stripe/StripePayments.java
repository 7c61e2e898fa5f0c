package com.engram.billing.payments.stripe;

import com.engram.billing.payments.CheckoutRequest;
import com.engram.billing.payments.CheckoutSession;
import com.engram.billing.payments.ParsedEvent;
import com.engram.billing.payments.Payments;
import com.engram.billing.payments.PaymentsUnavailableException;
import com.engram.billing.payments.Price;
import com.engram.billing.payments.ProcessorInvoice;
import com.engram.billing.payments.ProcessorSubscription;
import com.engram.billing.payments.Quote;
import com.engram.language.Language;
import com.engram.plans.Plan;
import com.engram.tenancy.TenantId;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionSchedule;
import com.stripe.model.checkout.Session;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.SubscriptionScheduleCreateParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.SubscriptionUpdateParams.PaymentBehavior;
import com.stripe.param.SubscriptionUpdateParams.ProrationBehavior;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Stripe: Checkout, the customer portal, subscriptions, invoices and meters. */
final class StripePayments implements Payments {

    /** Stripe's status of a checkout session that can still be used. */
    private static final String SESSION_OPEN = "open";

    /** Stripe's status of a subscription that has ended. */
    private static final String SUBSCRIPTION_ENDED = "canceled";

    /** Stripe's codes for usage that is too old, or in the future. */
    private static final Set<String> UNUSABLE_TIMES = Set.of("timestamp_too_far_in_past", "timestamp_in_future");

    private final StripeCalls stripe;
    private final StripeSettings settings;
    private final StripeProducts products;
    private final Clock clock;

    StripePayments(String secretKey, StripeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        stripe = new StripeCalls(secretKey, settings);
        products = new StripeProducts(stripe, settings);
    }

    @Override
    public String createCustomer(TenantId tenant, String name, String email, Language language) {
        CustomerCreateParams.Builder params = CustomerCreateParams.builder()
                .setName(name)
                .addPreferredLocale(language.code())
                .putMetadata("tenant", tenant.value().toString());
        if (!email.isEmpty()) {
            params.setEmail(email);
        }
        Customer customer = stripe.call(client ->
                client.v1().customers().create(params.build(), StripeCalls.once("customer-" + tenant.value() + email)));
        return customer.getId();
    }

    @Override
    public CheckoutSession openCheckout(CheckoutRequest request) {
        setLanguage(request.customerId(), request.language());
        Session session = stripe.call(client -> client.v1()
                .checkout()
                .sessions()
                .create(
                        StripeRequests.checkout(request, settings),
                        StripeCalls.once("checkout-" + request.idempotencyKey())));
        return new CheckoutSession(session.getId(), URI.create(session.getUrl()));
    }

    @Override
    public void expireCheckout(String checkoutSessionId) {
        Session session = checkoutSession(checkoutSessionId);
        if (SESSION_OPEN.equals(session.getStatus())) {
            stripe.call(client -> client.v1().checkout().sessions().expire(checkoutSessionId));
        }
    }

    @Override
    public Optional<String> findSubscriptionOfCheckout(String checkoutSessionId) {
        return Optional.ofNullable(checkoutSession(checkoutSessionId).getSubscription());
    }

    @Override
    public URI createPortalUrl(String customerId, URI returnTo, Language language) {
        setLanguage(customerId, language);
        return URI.create(stripe.call(client -> client.v1()
                        .billingPortal()
                        .sessions()
                        .create(StripeRequests.portal(customerId, returnTo, language)))
                .getUrl());
    }

    /** Stripe writes invoices and receipts in the customer's language, and it may have changed since the customer was created. */
    private void setLanguage(String customerId, Language language) {
        stripe.call(client -> client.v1().customers().update(customerId, StripeRequests.language(language)));
    }

    @Override
    public ProcessorSubscription getSubscription(String subscriptionId) {
        return StripeResponses.subscription(subscription(subscriptionId));
    }

    @Override
    public Quote quote(String subscriptionId, Price price) {
        Invoice preview = stripe.call(client ->
                client.v1().invoices().createPreview(StripeRequests.preview(subscription(subscriptionId), price)));
        return new Quote(
                StripeAmounts.fromStripe(preview.getTotal(), preview.getCurrency()),
                StripeAmounts.currencyCode(preview.getCurrency()));
    }

    @Override
    public Optional<String> changePrice(String subscriptionId, Price price, String idempotencyKey) {
        Subscription current = withdrawScheduledChange(subscriptionId);
        SubscriptionUpdateParams params = StripeRequests.items(current, price)
                .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE)
                .setPaymentBehavior(PaymentBehavior.ERROR_IF_INCOMPLETE)
                .setCancelAtPeriodEnd(false)
                .build();
        try {
            stripe.client()
                    .v1()
                    .subscriptions()
                    .update(subscriptionId, params, StripeCalls.once("move-" + idempotencyKey));
            return Optional.empty();
        } catch (CardException e) {
            return Optional.of(
                    "The payment was declined, so your plan has not changed. Check your payment method, then try"
                            + " again.");
        } catch (StripeException e) {
            throw new PaymentsUnavailableException("Stripe did not change the plan: " + e.getMessage(), e);
        }
    }

    @Override
    public void changePriceNextPeriod(String subscriptionId, Price price) {
        SubscriptionUpdateParams params = StripeRequests.items(withdrawScheduledChange(subscriptionId), price)
                .setProrationBehavior(ProrationBehavior.NONE)
                .build();
        stripe.call(client -> client.v1()
                .subscriptions()
                .update(subscriptionId, params, StripeCalls.once("reprice-" + subscriptionId + "-" + price.priceId())));
    }

    @Override
    public void schedulePriceChange(String subscriptionId, Price price) {
        Subscription current = withdrawScheduledChange(subscriptionId);
        if (Boolean.TRUE.equals(current.getCancelAtPeriodEnd())) {
            setEndsWithPeriod(subscriptionId, false);
        }
        SubscriptionSchedule schedule = stripe.call(client -> client.v1()
                .subscriptionSchedules()
                .create(SubscriptionScheduleCreateParams.builder()
                        .setFromSubscription(subscriptionId)
                        .build()));
        stripe.call(client -> client.v1()
                .subscriptionSchedules()
                .update(schedule.getId(), StripeSchedules.changeAtPeriodEnd(current, schedule, price)));
    }

    /** Without its schedule a subscription keeps its present price. Stripe refuses other changes while there is one. */
    private Subscription withdrawScheduledChange(String subscriptionId) {
        Subscription current = subscription(subscriptionId);
        if (current.getSchedule() != null) {
            stripe.call(client -> client.v1().subscriptionSchedules().release(current.getSchedule()));
        }
        return current;
    }

    @Override
    public void setEndsWithPeriod(String subscriptionId, boolean ends) {
        withdrawScheduledChange(subscriptionId);
        SubscriptionUpdateParams params =
                SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(ends).build();
        stripe.call(client -> client.v1().subscriptions().update(subscriptionId, params));
    }

    @Override
    public void cancelNow(String subscriptionId) {
        if (!SUBSCRIPTION_ENDED.equals(subscription(subscriptionId).getStatus())) {
            stripe.call(client -> client.v1().subscriptions().cancel(subscriptionId));
        }
    }

    @Override
    public ProcessorInvoice getInvoice(String invoiceId) {
        return StripeResponses.invoice(
                stripe.call(client -> client.v1().invoices().retrieve(invoiceId)));
    }

    @Override
    public Price publishPrice(Plan plan) {
        return products.publishPrice(plan);
    }

    @Override
    public Optional<String> reportUsage(String customerId, String identifier, int images, Instant at) {
        return stripe.call(client -> {
            try {
                client.v1()
                        .billing()
                        .meterEvents()
                        .create(StripeRequests.meterEvent(customerId, identifier, images, at));
                return Optional.empty();
            } catch (InvalidRequestException e) {
                if (UNUSABLE_TIMES.contains(String.valueOf(e.getCode()))) {
                    return Optional.of(String.valueOf(e.getMessage()));
                }
                throw e;
            }
        });
    }

    @Override
    public long countReportedUsage(String customerId, Instant from, Instant to) {
        return products.countReportedUsage(customerId, from, to);
    }

    @Override
    public ParsedEvent parseEvent(String body, String signature) {
        return StripeEventReader.read(body, signature, settings, clock);
    }

    private Subscription subscription(String subscriptionId) {
        return stripe.call(client -> client.v1().subscriptions().retrieve(subscriptionId));
    }

    private Session checkoutSession(String checkoutSessionId) {
        return stripe.call(client -> client.v1().checkout().sessions().retrieve(checkoutSessionId));
    }
}
