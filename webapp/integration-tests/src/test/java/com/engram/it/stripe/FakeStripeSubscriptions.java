package com.engram.it.stripe;

import com.engram.it.stripe.FakeStripeRoutes.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subscriptions. */
final class FakeStripeSubscriptions {

    static final String PAST_DUE = "past_due";

    private final FakeStripeObjects objects;
    private final FakeStripeEvents events;
    private final FakeStripeInvoices invoices;

    FakeStripeSubscriptions(FakeStripeObjects objects, FakeStripeEvents events, FakeStripeInvoices invoices) {
        this.objects = objects;
        this.events = events;
        this.invoices = invoices;
    }

    synchronized Map<String, Object> subscribe(Map<String, String> sent) {
        List<String> prices = new ArrayList<>();
        for (int i = 0; sent.containsKey("items[" + i + "][price]"); i++) {
            prices.add(sent.get("items[" + i + "][price]"));
        }
        return subscribe(sent.get("customer"), prices, Integer.parseInt(sent.getOrDefault("trial_period_days", "0")));
    }

    synchronized Map<String, Object> updateSubscription(String id, Map<String, String> sent) {
        Map<String, Object> subscription = objects.get(id);
        if ("canceled".equals(subscription.get("status"))) {
            throw Refused.invalid("A canceled subscription can only update its cancellation_details.");
        }
        if (subscription.get("schedule") != null) {
            throw Refused.invalid("The subscription is managed by the subscription schedule "
                    + subscription.get("schedule") + ". Please update the schedule instead.");
        }
        if (sent.keySet().stream().anyMatch(key -> key.startsWith("items["))) {
            long due = FakeStripeSubscriptionItems.proration(objects, subscription, sent);
            boolean charged = "always_invoice".equals(sent.get("proration_behavior"));
            if (charged && due > 0 && invoices.isCardDeclined(subscription.get("customer"))) {
                throw Refused.declined();
            }
            FakeStripeSubscriptionItems.apply(objects, subscription, sent);
            if (charged) {
                invoices.bill(subscription, due, "subscription_update", true);
            }
        }
        Optional.ofNullable(sent.get("cancel_at_period_end"))
                .ifPresent(ends -> subscription.put("cancel_at_period_end", Boolean.valueOf(ends)));
        subscription.put("metadata", FakeStripeObjects.metadata(sent, "metadata"));
        events.publish("customer.subscription.updated", subscription);
        return subscription;
    }

    synchronized Map<String, Object> end(String id) {
        Map<String, Object> subscription = objects.get(id);
        subscription.put("status", "canceled");
        subscription.put("ended_at", FakeStripeObjects.now());
        subscription.put("canceled_at", FakeStripeObjects.now());
        events.publish("customer.subscription.deleted", subscription);
        return subscription;
    }

    synchronized Map<String, Object> preview(Map<String, String> sent) {
        Map<String, Object> subscription = objects.get(sent.get("subscription"));
        Map<String, String> items = new LinkedHashMap<>();
        sent.forEach((key, value) -> items.put(key.replaceFirst("^subscription_details\\[items]", "items"), value));
        Map<String, Object> invoice = FakeStripeSubscriptionItems.invoice(
                "upcoming_in_1",
                subscription,
                FakeStripeSubscriptionItems.proration(objects, subscription, items),
                "subscription_update");
        invoice.put("status", "draft");
        return invoice;
    }

    synchronized Map<String, Object> subscribe(String customer, List<String> prices, int trialDays) {
        objects.get(customer);
        Map<String, Object> subscription = objects.create("sub", "subscription");
        subscription.put("customer", customer);
        subscription.put("status", trialDays > 0 ? "trialing" : "active");
        subscription.put("currency", objects.get(prices.get(0)).get("currency"));
        subscription.put("cancel_at_period_end", false);
        subscription.put("start_date", FakeStripeObjects.now());
        subscription.put("trial_start", trialDays > 0 ? FakeStripeObjects.now() : null);
        subscription.put("trial_end", trialDays > 0 ? FakeStripeObjects.now() + trialDays * 86400L : null);
        subscription.put("billing_cycle_anchor", FakeStripeObjects.now() + trialDays * 86400L);
        subscription.put("metadata", Map.of());
        subscription.put(
                "items",
                FakeStripeObjects.list(prices.stream()
                        .map(price -> FakeStripeSubscriptionItems.item(
                                objects.next("si"), objects.get(price), (String) subscription.get("id")))
                        .toList()));
        if (trialDays > 0) {
            FakeStripeSubscriptionItems.period(
                    subscription, FakeStripeObjects.now(), FakeStripeObjects.now() + trialDays * 86400L);
        } else {
            FakeStripeSubscriptionItems.period(subscription, Instant.now());
        }
        objects.store(subscription);
        events.publish("customer.subscription.created", subscription);
        invoices.bill(
                subscription,
                trialDays > 0 ? 0 : FakeStripeSubscriptionItems.amount(subscription),
                "subscription_create",
                false);
        if (trialDays > 0 && trialDays <= 3) {
            events.publish("customer.subscription.trial_will_end", subscription);
        }
        return subscription;
    }

    /** The subscription of a customer that is not canceled. */
    Map<String, Object> of(String customer) {
        return objects.ofKind("subscription")
                .filter(known -> customer.equals(known.get("customer")))
                .filter(known -> !"canceled".equals(known.get("status")))
                .findFirst()
                .orElseThrow();
    }
}
