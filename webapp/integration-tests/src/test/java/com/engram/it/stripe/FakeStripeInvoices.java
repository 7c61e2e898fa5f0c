package com.engram.it.stripe;

import com.engram.it.stripe.FakeStripeRoutes.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Invoices, their payment, and the customers whose cards are declined. */
final class FakeStripeInvoices {

    private final FakeStripeObjects objects;
    private final FakeStripeEvents events;
    private final Set<String> declinedCustomers = ConcurrentHashMap.newKeySet();

    FakeStripeInvoices(FakeStripeObjects objects, FakeStripeEvents events) {
        this.objects = objects;
        this.events = events;
    }

    synchronized Map<String, Object> addInvoiceItem(Map<String, String> sent) {
        Map<String, Object> item = objects.create("ii", "invoiceitem");
        item.put("date", item.remove("created"));
        item.put("amount", Long.valueOf(sent.get("amount")));
        item.put("currency", sent.get("currency"));
        item.put("customer", sent.get("customer"));
        item.put("description", sent.get("description"));
        return objects.store(item);
    }

    synchronized Map<String, Object> addInvoice(Map<String, String> sent) {
        long due = objects.ofKind("invoiceitem")
                .filter(item -> sent.get("customer").equals(item.get("customer")))
                .mapToLong(item -> (Long) item.get("amount"))
                .sum();
        Map<String, Object> invoice = FakeStripeSubscriptionItems.invoice(
                objects.next("in"), Map.of("customer", sent.get("customer")), due, "manual");
        return objects.store(invoice);
    }

    synchronized Map<String, Object> payByMethod(String id, Map<String, String> sent) {
        Map<String, Object> invoice = objects.get(id);
        if (sent.getOrDefault("payment_method", "").contains("Fail")) {
            events.publish("invoice.payment_failed", invoice);
            throw Refused.declined();
        }
        settle(invoice);
        return invoice;
    }

    synchronized void bill(Map<String, Object> subscription, long due, String reason, boolean paid) {
        Map<String, Object> invoice =
                FakeStripeSubscriptionItems.invoice(objects.next("in"), subscription, due, reason);
        objects.store(invoice);
        events.publish("invoice.created", invoice);
        invoice.put("status", "open");
        events.publish("invoice.finalized", invoice);
        if (!paid && due > 0 && isCardDeclined(subscription.get("customer"))) {
            subscription.put("status", FakeStripeSubscriptions.PAST_DUE);
            events.publish("invoice.payment_failed", invoice);
        } else {
            settle(invoice);
        }
    }

    synchronized void settle(Map<String, Object> invoice) {
        invoice.put("status", "paid");
        invoice.put("amount_paid", invoice.get("amount_due"));
        invoice.put(
                "status_transitions",
                Map.of("finalized_at", FakeStripeObjects.now(), "paid_at", FakeStripeObjects.now()));
        events.publish("invoice.paid", invoice);
        events.publish("invoice.payment_succeeded", invoice);
    }

    List<Map<String, Object>> listOpen(String customer) {
        return objects.ofKind("invoice")
                .filter(invoice -> customer.equals(invoice.get("customer")))
                .filter(invoice -> "open".equals(invoice.get("status")))
                .toList();
    }

    /** Makes all payments of a customer fail, or succeed again. */
    void setCardDeclined(String customer, boolean declined) {
        if (declined) {
            declinedCustomers.add(customer);
        } else {
            declinedCustomers.remove(customer);
        }
    }

    boolean isCardDeclined(Object customer) {
        return declinedCustomers.contains((String) customer);
    }
}
