package com.engram.it.stripe;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The items of subscriptions, and the amounts that they cost. */
@SuppressWarnings("unchecked")
final class FakeStripeSubscriptionItems {

    private FakeStripeSubscriptionItems() {}

    static Map<String, Object> item(String id, Map<String, Object> price, String subscription) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", id);
        item.put("object", "subscription_item");
        item.put("created", Instant.now().getEpochSecond());
        item.put("price", price);
        item.put("subscription", subscription);
        if (!isMetered(price)) {
            item.put("quantity", 1L);
        }
        return item;
    }

    static Map<String, Object> firstItem(Map<String, Object> subscription) {
        return items(subscription).get(0);
    }

    /** Sets the current period to the one that starts at a time. */
    static void period(Map<String, Object> subscription, Instant from) {
        Map<String, Object> price =
                (Map<String, Object>) items(subscription).get(0).get("price");
        String interval = (String) ((Map<String, Object>) price.get("recurring")).get("interval");
        period(subscription, from.getEpochSecond(), monthLater(from.getEpochSecond(), interval));
    }

    static void period(Map<String, Object> subscription, long from, long to) {
        items(subscription).forEach(item -> {
            item.put("current_period_start", from);
            item.put("current_period_end", to);
        });
    }

    /** The price of a period, in cents, without metered images. */
    static long amount(Map<String, Object> subscription) {
        return items(subscription).stream()
                .map(item -> (Map<String, Object>) item.get("price"))
                .filter(price -> !isMetered(price))
                .mapToLong(price -> (Long) price.get("unit_amount"))
                .sum();
    }

    /** The price of a change of items, in cents: half of the difference, as in the middle of a period. */
    static long proration(FakeStripeObjects objects, Map<String, Object> subscription, Map<String, String> sent) {
        if ("trialing".equals(subscription.get("status"))) {
            return 0;
        }
        Map<String, Object> copy = new LinkedHashMap<>(subscription);
        copy.put(
                "items",
                FakeStripeObjects.list(items(subscription).stream()
                        .<Map<String, Object>>map(LinkedHashMap::new)
                        .toList()));
        apply(objects, copy, sent);
        return (amount(copy) - amount(subscription)) / 2;
    }

    static void apply(FakeStripeObjects objects, Map<String, Object> subscription, Map<String, String> sent) {
        List<Map<String, Object>> items = items(subscription);
        Object start = items.get(0).get("current_period_start");
        Object end = items.get(0).get("current_period_end");
        for (int i = 0; hasItem(sent, i); i++) {
            String id = sent.get("items[" + i + "][id]");
            String price = sent.get("items[" + i + "][price]");
            if ("true".equals(sent.get("items[" + i + "][deleted]"))) {
                items.removeIf(item -> Objects.equals(item.get("id"), id));
            } else if (id == null) {
                items.add(item("si_new_" + price, objects.get(price), (String) subscription.get("id")));
            } else {
                items.stream()
                        .filter(item -> id.equals(item.get("id")))
                        .findFirst()
                        .orElseThrow(() -> FakeStripeRoutes.Refused.missing("subscription item: " + id))
                        .put("price", objects.get(price));
            }
        }
        period(subscription, (Long) start, (Long) end);
    }

    static Map<String, Object> invoice(String id, Map<String, Object> subscription, long due, String reason) {
        Map<String, Object> invoice = new LinkedHashMap<>();
        invoice.put("id", id);
        invoice.put("object", "invoice");
        invoice.put("created", Instant.now().getEpochSecond());
        invoice.put("livemode", false);
        invoice.put("customer", subscription.get("customer"));
        invoice.put("currency", subscription.getOrDefault("currency", "usd"));
        invoice.put("number", "ENG-" + id.replace("in_", "000"));
        invoice.put("billing_reason", reason);
        invoice.put("status", "draft");
        invoice.put("total", due);
        invoice.put("amount_due", Math.max(0, due));
        invoice.put("amount_paid", 0L);
        invoice.put("amount_remaining", Math.max(0, due));
        invoice.put("hosted_invoice_url", "https://invoice.stripe.com/i/" + id);
        invoice.put("status_transitions", new LinkedHashMap<>());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", "il_" + id);
        line.put("object", "line_item");
        line.put("livemode", false);
        line.put("amount", due);
        line.put("currency", invoice.get("currency"));
        line.put("description", "1 × Engram");
        invoice.put("lines", FakeStripeObjects.list(List.of(line)));
        if (subscription.containsKey("id")) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("subscription", subscription.get("id"));
            Map<String, Object> parent = new LinkedHashMap<>();
            parent.put("type", "subscription_details");
            parent.put("subscription_details", details);
            invoice.put("parent", parent);
        }
        return invoice;
    }

    private static boolean hasItem(Map<String, String> sent, int i) {
        return sent.keySet().stream().anyMatch(key -> key.startsWith("items[" + i + "]"));
    }

    private static List<Map<String, Object>> items(Map<String, Object> subscription) {
        Map<String, Object> list = (Map<String, Object>) subscription.get("items");
        if (!(list.get("data") instanceof ArrayList)) {
            list.put("data", new ArrayList<>((List<Map<String, Object>>) list.get("data")));
        }
        return (List<Map<String, Object>>) list.get("data");
    }

    private static boolean isMetered(Map<String, Object> price) {
        return price.get("recurring") instanceof Map<?, ?> recurring && "metered".equals(recurring.get("usage_type"));
    }

    private static long monthLater(long seconds, String interval) {
        ZonedDateTime at = Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC);
        return (interval.equals("year") ? at.plusYears(1) : at.plusMonths(1)).toEpochSecond();
    }
}
