package com.engram.it.stripe;

import com.engram.it.stripe.FakeStripeRoutes.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The state of the fake, without HTTP, and the actions of customers and banks that change it. */
@SuppressWarnings("unchecked")
public final class FakeStripeState {

    private final FakeStripeObjects objects = new FakeStripeObjects();
    private final FakeStripeEvents events = new FakeStripeEvents();
    private final FakeStripeCatalogue catalogue = new FakeStripeCatalogue(objects);
    private final FakeStripeMeters meters = new FakeStripeMeters(objects);
    private final FakeStripeInvoices invoices = new FakeStripeInvoices(objects, events);
    private final FakeStripeSubscriptions subscriptions = new FakeStripeSubscriptions(objects, events, invoices);
    private final FakeStripeSchedules schedules = new FakeStripeSchedules(objects, events);
    private final FakeStripeCustomers customers;

    FakeStripeState(String url) {
        customers = new FakeStripeCustomers(url, objects);
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

    FakeStripeSchedules schedules() {
        return schedules;
    }

    FakeStripeCustomers customers() {
        return customers;
    }

    /** Pays a checkout and returns the URL to which the browser is redirected. */
    public synchronized String pay(String checkout) {
        Map<String, Object> session = objects.get(checkout);
        if (!"open".equals(session.get("status"))) {
            throw Refused.invalid("This checkout is " + session.get("status"));
        }
        Map<String, String> parameters = (Map<String, String>) session.get("metadata");
        Map<String, Object> subscription = subscriptions.subscribe(
                (String) session.get("customer"),
                List.of(parameters.get("prices").split(",")),
                Integer.parseInt(parameters.getOrDefault("trial", "0")));
        session.put("status", "complete");
        session.put("payment_status", "paid");
        session.put("subscription", subscription.get("id"));
        events.publish("checkout.session.completed", session);
        return String.valueOf(session.get("success_url")).replace("{CHECKOUT_SESSION_ID}", checkout);
    }

    /** The status of an object. */
    public String status(String id) {
        return String.valueOf(objects.get(id).get("status"));
    }

    /** Sends the event that announces the end of a trial. */
    public void remindOfTrial(String customer) {
        events.publish("customer.subscription.trial_will_end", subscriptions.of(customer));
    }

    /** Ends the trial or the period: cancels the subscription if requested, otherwise bills the next period. */
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
            schedules.beginNextPhase(subscription);
            FakeStripeSubscriptionItems.period(subscription, Instant.now());
            subscription.put("status", "active");
            invoices.bill(subscription, FakeStripeSubscriptionItems.amount(subscription), "subscription_cycle", false);
            events.publish("customer.subscription.updated", subscription);
        }
    }

    /** Makes all payments of a customer fail, or succeed again. */
    public void setCardDeclined(String customer, boolean declined) {
        invoices.setCardDeclined(customer, declined);
    }

    /** Pays the open invoices of a customer. */
    public void payInvoices(String customer) {
        synchronized (subscriptions) {
            invoices.listOpen(customer).forEach(invoices::settle);
            Map<String, Object> subscription = subscriptions.of(customer);
            if (FakeStripeSubscriptions.PAST_DUE.equals(subscription.get("status"))) {
                subscription.put("status", "active");
                events.publish("customer.subscription.updated", subscription);
            }
        }
    }

    /** Marks the open invoices of a customer as uncollectible and cancels the subscription. */
    public void giveUp(String customer) {
        synchronized (subscriptions) {
            invoices.listOpen(customer).forEach(invoice -> {
                invoice.put("status", "uncollectible");
                events.publish("invoice.marked_uncollectible", invoice);
            });
            subscriptions.end((String) subscriptions.of(customer).get("id"));
        }
    }

    /** The id of the customer with an email address. */
    public String customer(String email) {
        return objects.ofKind("customer")
                .filter(customer -> email.equals(customer.get("email")))
                .map(customer -> (String) customer.get("id"))
                .findFirst()
                .orElseThrow();
    }

    /** The number of metered images of a customer in a period, in seconds since 1970. */
    public long metered(String customer, long from, long to) {
        return meters.metered(customer, from, to);
    }

    /** The number of objects of a kind. */
    public long count(String kind) {
        return objects.ofKind(kind).count();
    }
}
