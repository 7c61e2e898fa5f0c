package com.engram.it.stripe;

import com.engram.it.stripe.FakeStripeRoutes.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is owed and paid, and whose card works. */
final class FakeStripeInvoices {

    private final FakeStripeObjects objects;
    private final FakeStripeEvents events;
    private final Set<String> broke = ConcurrentHashMap.newKeySet();

    FakeStripeInvoices(FakeStripeObjects objects, FakeStripeEvents events) {
        this.objects = objects;
        this.events = events;
    }

    synchronized Map<String, Object> addInvoiceItem(Map<String, String> sent) {
        Map<String, Object> item = objects.thing("ii", "invoiceitem");
        item.put("date", item.remove("created"));
        item.put("amount", Long.valueOf(sent.get("amount")));
        item.put("currency", sent.get("currency"));
        item.put("customer", sent.get("customer"));
        item.put("description", sent.get("description"));
        return objects.kept(item);
    }

    synchronized Map<String, Object> addInvoice(Map<String, String> sent) {
        long due = objects.ofKind("invoiceitem")
                .filter(item -> sent.get("customer").equals(item.get("customer")))
                .mapToLong(item -> (Long) item.get("amount"))
                .sum();
        Map<String, Object> invoice = FakeStripeSubscriptionItems.invoice(
                objects.next("in"), Map.of("customer", sent.get("customer")), due, "manual");
        return objects.kept(invoice);
    }

    synchronized Map<String, Object> payByMethod(String id, Map<String, String> sent) {
        Map<String, Object> invoice = objects.get(id);
        if (sent.getOrDefault("payment_method", "").contains("Fail")) {
            events.happened("invoice.payment_failed", invoice);
            throw Refused.declined();
        }
        settle(invoice);
        return invoice;
    }

    synchronized void bill(Map<String, Object> subscription, long due, String reason, boolean paid) {
        Map<String, Object> invoice =
                FakeStripeSubscriptionItems.invoice(objects.next("in"), subscription, due, reason);
        objects.kept(invoice);
        events.happened("invoice.created", invoice);
        invoice.put("status", "open");
        events.happened("invoice.finalized", invoice);
        if (!paid && due > 0 && isBroke(subscription.get("customer"))) {
            subscription.put("status", FakeStripeSubscriptions.PAST_DUE);
            events.happened("invoice.payment_failed", invoice);
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
        events.happened("invoice.paid", invoice);
        events.happened("invoice.payment_succeeded", invoice);
    }

    List<Map<String, Object>> listOpen(String customer) {
        return objects.ofKind("invoice")
                .filter(invoice -> customer.equals(invoice.get("customer")))
                .filter(invoice -> "open".equals(invoice.get("status")))
                .toList();
    }

    /** The customer's bank declines from now on, or does not any more. */
    void setBroke(String customer, boolean is) {
        if (is) {
            broke.add(customer);
        } else {
            broke.remove(customer);
        }
    }

    boolean isBroke(Object customer) {
        return broke.contains((String) customer);
    }
}
