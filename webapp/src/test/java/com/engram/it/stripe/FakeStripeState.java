package com.engram.it.stripe;

import com.engram.it.stripe.FakeStripeRoutes.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Stripe's double without its network: what it knows, and what its customers, their banks and the time do. */
@SuppressWarnings("unchecked")
public final class FakeStripeState {

    private final FakeStripeObjects objects = new FakeStripeObjects();
    private final FakeStripeEvents events = new FakeStripeEvents();
    private final FakeStripeCatalogue catalogue = new FakeStripeCatalogue(objects);
    private final FakeStripeMeters meters = new FakeStripeMeters(objects);
    private final FakeStripeInvoices invoices = new FakeStripeInvoices(objects, events);
    private final FakeStripeSubscriptions subscriptions = new FakeStripeSubscriptions(objects, events, invoices);
    private final FakeStripeCustomers desk;

    FakeStripeState(String url) {
        desk = new FakeStripeCustomers(url, objects);
    }

    FakeStripeObjects objects() {
        return objects;
    }

    FakeStripeEvents events() {
        return events;
    }

    FakeStripeCatalogue catalogue() {
        return catalogue;
    }

    FakeStripeMeters meters() {
        return meters;
    }

    FakeStripeInvoices invoices() {
        return invoices;
    }

    FakeStripeSubscriptions subscriptions() {
        return subscriptions;
    }

    FakeStripeCustomers desk() {
        return desk;
    }

    /** The customer pays at the checkout; where the browser goes next. */
    public synchronized String pay(String checkout) {
        Map<String, Object> session = objects.get(checkout);
        if (!"open".equals(session.get("status"))) {
            throw Refused.invalid("This checkout is " + session.get("status"));
        }
        Map<String, String> asked = (Map<String, String>) session.get("metadata");
        Map<String, Object> subscription = subscriptions.subscribe(
                (String) session.get("customer"),
                List.of(asked.get("prices").split(",")),
                Integer.parseInt(asked.getOrDefault("trial", "0")));
        session.put("status", "complete");
        session.put("payment_status", "paid");
        session.put("subscription", subscription.get("id"));
        events.happened("checkout.session.completed", session);
        return String.valueOf(session.get("success_url")).replace("{CHECKOUT_SESSION_ID}", checkout);
    }

    /** How a thing stands. */
    public String status(String id) {
        return String.valueOf(objects.get(id).get("status"));
    }

    /** Three days before the trial ends. */
    public void remindOfTrial(String customer) {
        events.happened("customer.subscription.trial_will_end", subscriptions.of(customer));
    }

    /** The trial or the period is over: a new one is paid, or not, or the subscription ends as was wished. */
    public void endPeriod(String customer) {
        synchronized (subscriptions) {
            Map<String, Object> subscription = subscriptions.of(customer);
            if (Boolean.TRUE.equals(subscription.get("cancel_at_period_end"))) {
                subscriptions.end((String) subscription.get("id"));
                return;
            }
            if ("trialing".equals(subscription.get("status"))) {
                subscription.put("trial_end", FakeStripeObjects.now());
                subscription.put("billing_cycle_anchor", FakeStripeObjects.now());
            }
            FakeStripeSubscriptionItems.period(subscription, Instant.now());
            subscription.put("status", "active");
            invoices.bill(subscription, FakeStripeSubscriptionItems.amount(subscription), "subscription_cycle", false);
            events.happened("customer.subscription.updated", subscription);
        }
    }

    /** The customer's bank declines from now on, or does not any more. */
    public void setBroke(String customer, boolean is) {
        invoices.setBroke(customer, is);
    }

    /** The open invoices of a customer are paid, if the bank lets them. */
    public void payInvoices(String customer) {
        synchronized (subscriptions) {
            invoices.listOpen(customer).forEach(invoices::settle);
            Map<String, Object> subscription = subscriptions.of(customer);
            if (FakeStripeSubscriptions.PAST_DUE.equals(subscription.get("status"))) {
                subscription.put("status", "active");
                events.happened("customer.subscription.updated", subscription);
            }
        }
    }

    /** Stripe gives up on what was not paid. */
    public void giveUp(String customer) {
        synchronized (subscriptions) {
            invoices.listOpen(customer).forEach(invoice -> {
                invoice.put("status", "uncollectible");
                events.happened("invoice.marked_uncollectible", invoice);
            });
            subscriptions.end((String) subscriptions.of(customer).get("id"));
        }
    }

    /** The customer of that e-mail address. */
    public String customer(String email) {
        return objects.ofKind("customer")
                .filter(customer -> email.equals(customer.get("email")))
                .map(customer -> (String) customer.get("id"))
                .findFirst()
                .orElseThrow();
    }

    /** Images that were metered. */
    public long metered(String customer, long from, long to) {
        return meters.metered(customer, from, to);
    }

    /** How many things of that kind there are. */
    public long count(String kind) {
        return objects.ofKind(kind).count();
    }
}
