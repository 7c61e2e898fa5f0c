package com.engram.it.stripe;

import com.engram.it.stripe.StripeRoutes.Refused;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What Stripe's double knows: customers, prices, subscriptions and invoices, and whose card works. */
@SuppressWarnings("unchecked")
public final class StripeBooks {

    private static final String PAST_DUE = "past_due";

    private final String url;
    private final StripeEvents events = new StripeEvents();
    private final Map<String, Map<String, Object>> objects = new ConcurrentHashMap<>();
    private final Set<String> broke = ConcurrentHashMap.newKeySet();
    private final List<Map<String, String>> metered = new ArrayList<>();
    private final Set<String> identifiers = new HashSet<>();
    private final AtomicInteger count = new AtomicInteger();

    StripeBooks(String url) {
        this.url = url;
    }

    StripeEvents events() {
        return events;
    }

    // What the API does

    Map<String, Object> get(String id) {
        return Optional.ofNullable(objects.get(id)).orElseThrow(() -> Refused.missing(id));
    }

    synchronized Map<String, Object> addCustomer(Map<String, String> sent) {
        Map<String, Object> customer = thing("cus", "customer");
        customer.put("name", sent.get("name"));
        customer.put("email", sent.get("email"));
        customer.put("description", sent.get("description"));
        customer.put("metadata", metadata(sent, "metadata"));
        return kept(customer);
    }

    synchronized Map<String, Object> addProduct(Map<String, String> sent) {
        Map<String, Object> product = thing("prod", "product");
        product.put("id", sent.getOrDefault("id", (String) product.get("id")));
        product.put("name", sent.get("name"));
        product.put("active", true);
        return kept(product);
    }

    synchronized Map<String, Object> updateProduct(String id, Map<String, String> sent) {
        Map<String, Object> product = get(id);
        product.put("name", sent.get("name"));
        return product;
    }

    synchronized Map<String, Object> listPrices(Map<String, String> sent) {
        return list(objects.values().stream()
                .filter(price -> "price".equals(price.get("object")))
                .filter(price -> sent.get("lookup_keys[0]").equals(price.get("lookup_key")))
                .toList());
    }

    synchronized Map<String, Object> addPrice(Map<String, String> sent) {
        get(sent.get("product"));
        Map<String, Object> price = thing("price", "price");
        price.put("active", true);
        price.put("currency", sent.get("currency"));
        price.put("product", sent.get("product"));
        price.put("unit_amount", Long.valueOf(sent.get("unit_amount")));
        price.put("nickname", sent.get("nickname"));
        price.put("metadata", metadata(sent, "metadata"));
        price.put("type", sent.containsKey("recurring[interval]") ? "recurring" : "one_time");
        if (sent.containsKey("recurring[interval]")) {
            Map<String, Object> recurring = new LinkedHashMap<>();
            recurring.put("interval", sent.get("recurring[interval]"));
            recurring.put("interval_count", 1L);
            recurring.put("usage_type", sent.getOrDefault("recurring[usage_type]", "licensed"));
            recurring.put("meter", sent.get("recurring[meter]"));
            price.put("recurring", recurring);
        }
        String key = sent.get("lookup_key");
        objects.values().stream()
                .filter(other -> key != null && key.equals(other.get("lookup_key")))
                .forEach(other -> other.put("lookup_key", null));
        price.put("lookup_key", key);
        return kept(price);
    }

    synchronized Map<String, Object> listMeters() {
        return list(objects.values().stream()
                .filter(meter -> "billing.meter".equals(meter.get("object")))
                .toList());
    }

    synchronized Map<String, Object> addMeter(Map<String, String> sent) {
        Map<String, Object> meter = thing("mtr", "billing.meter");
        meter.put("display_name", sent.get("display_name"));
        meter.put("event_name", sent.get("event_name"));
        meter.put("status", "active");
        return kept(meter);
    }

    /** Counts an identifier once, as Stripe does for a day. */
    synchronized Map<String, Object> meter(Map<String, String> sent) {
        get(sent.get("payload[stripe_customer_id]"));
        if (identifiers.add(sent.get("identifier"))) {
            metered.add(sent);
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("object", "billing.meter_event");
        event.put("identifier", sent.get("identifier"));
        event.put("event_name", sent.get("event_name"));
        event.put("timestamp", Long.valueOf(sent.get("timestamp")));
        event.put("payload", metadata(sent, "payload"));
        event.put("created", now());
        event.put("livemode", false);
        return event;
    }

    synchronized Map<String, Object> summarise(String meter, Map<String, String> sent) {
        long from = Long.parseLong(sent.get("start_time"));
        long to = Long.parseLong(sent.get("end_time"));
        if (from % 60 != 0 || to % 60 != 0) {
            throw Refused.invalid("start_time and end_time must align with minute boundaries");
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("id", "mtrusg_1");
        summary.put("object", "billing.meter_event_summary");
        summary.put("aggregated_value", metered(sent.get("customer"), from, to));
        summary.put("start_time", from);
        summary.put("end_time", to);
        summary.put("livemode", false);
        summary.put("meter", meter);
        return list(List.of(summary));
    }

    synchronized Map<String, Object> openCheckout(Map<String, String> sent) {
        if ("subscription".equals(sent.get("mode"))) {
            get(sent.get("customer"));
        }
        Map<String, Object> session = thing("cs_test", "checkout.session");
        session.put("mode", sent.get("mode"));
        session.put("status", "open");
        session.put("payment_status", "unpaid");
        session.put("customer", sent.get("customer"));
        session.put("client_reference_id", sent.get("client_reference_id"));
        session.put("subscription", null);
        session.put("url", url + "/checkout/" + session.get("id"));
        session.put("success_url", sent.get("success_url"));
        session.put("cancel_url", sent.get("cancel_url"));
        session.put("metadata", asked(sent));
        return kept(session);
    }

    synchronized Map<String, Object> expire(String id) {
        Map<String, Object> session = get(id);
        session.put("status", "expired");
        return session;
    }

    synchronized Map<String, Object> openPortal(Map<String, String> sent) {
        get(sent.get("customer"));
        Map<String, Object> session = thing("bps", "billing_portal.session");
        session.put("customer", sent.get("customer"));
        session.put("return_url", sent.get("return_url"));
        session.put("url", url + "/portal/" + session.get("id"));
        return kept(session);
    }

    synchronized Map<String, Object> subscribe(Map<String, String> sent) {
        List<String> prices = new ArrayList<>();
        for (int i = 0; sent.containsKey("items[" + i + "][price]"); i++) {
            prices.add(sent.get("items[" + i + "][price]"));
        }
        return subscribe(sent.get("customer"), prices, Integer.parseInt(sent.getOrDefault("trial_period_days", "0")));
    }

    synchronized Map<String, Object> updateSubscription(String id, Map<String, String> sent) {
        Map<String, Object> subscription = get(id);
        if ("canceled".equals(subscription.get("status"))) {
            throw Refused.invalid("A canceled subscription can only update its cancellation_details.");
        }
        if (sent.keySet().stream().anyMatch(key -> key.startsWith("items["))) {
            long due = StripeItems.proration(this, subscription, sent);
            boolean charged = "always_invoice".equals(sent.get("proration_behavior"));
            if (charged && due > 0 && broke.contains((String) subscription.get("customer"))) {
                throw Refused.declined();
            }
            StripeItems.apply(this, subscription, sent);
            if (charged) {
                bill(subscription, due, "subscription_update", true);
            }
        }
        Optional.ofNullable(sent.get("cancel_at_period_end"))
                .ifPresent(ends -> subscription.put("cancel_at_period_end", Boolean.valueOf(ends)));
        subscription.put("metadata", metadata(sent, "metadata"));
        events.happened("customer.subscription.updated", subscription);
        return subscription;
    }

    synchronized Map<String, Object> end(String id) {
        Map<String, Object> subscription = get(id);
        subscription.put("status", "canceled");
        subscription.put("ended_at", now());
        subscription.put("canceled_at", now());
        events.happened("customer.subscription.deleted", subscription);
        return subscription;
    }

    synchronized Map<String, Object> preview(Map<String, String> sent) {
        Map<String, Object> subscription = get(sent.get("subscription"));
        Map<String, String> items = new LinkedHashMap<>();
        sent.forEach((key, value) -> items.put(key.replaceFirst("^subscription_details\\[items]", "items"), value));
        Map<String, Object> invoice = StripeItems.invoice(
                "upcoming_in_1", subscription, StripeItems.proration(this, subscription, items), "subscription_update");
        invoice.put("status", "draft");
        return invoice;
    }

    synchronized Map<String, Object> addInvoiceItem(Map<String, String> sent) {
        Map<String, Object> item = thing("ii", "invoiceitem");
        item.put("date", item.remove("created"));
        item.put("amount", Long.valueOf(sent.get("amount")));
        item.put("currency", sent.get("currency"));
        item.put("customer", sent.get("customer"));
        item.put("description", sent.get("description"));
        return kept(item);
    }

    synchronized Map<String, Object> addInvoice(Map<String, String> sent) {
        long due = objects.values().stream()
                .filter(item -> "invoiceitem".equals(item.get("object"))
                        && sent.get("customer").equals(item.get("customer")))
                .mapToLong(item -> (Long) item.get("amount"))
                .sum();
        Map<String, Object> invoice = StripeItems.invoice(
                "in_" + count.incrementAndGet(), Map.of("customer", sent.get("customer")), due, "manual");
        return kept(invoice);
    }

    synchronized Map<String, Object> payByMethod(String id, Map<String, String> sent) {
        Map<String, Object> invoice = get(id);
        if (sent.getOrDefault("payment_method", "").contains("Fail")) {
            events.happened("invoice.payment_failed", invoice);
            throw Refused.declined();
        }
        settle(invoice);
        return invoice;
    }

    synchronized Map<String, Object> attach(String id, Map<String, String> sent) {
        Map<String, Object> method = thing("pm", "payment_method");
        method.put("id", id.contains("Fail") ? "pm_Fail_" + count.incrementAndGet() : method.get("id"));
        method.put("customer", sent.get("customer"));
        method.put("type", "card");
        return kept(method);
    }

    // What its customers and their banks do

    /** The customer pays at the checkout; where the browser goes next. */
    public synchronized String pay(String checkout) {
        Map<String, Object> session = get(checkout);
        if (!"open".equals(session.get("status"))) {
            throw Refused.invalid("This checkout is " + session.get("status"));
        }
        Map<String, String> asked = (Map<String, String>) session.get("metadata");
        List<String> prices = List.of(asked.get("prices").split(","));
        Map<String, Object> subscription =
                subscribe((String) session.get("customer"), prices, Integer.parseInt(asked.getOrDefault("trial", "0")));
        session.put("status", "complete");
        session.put("payment_status", "paid");
        session.put("subscription", subscription.get("id"));
        events.happened("checkout.session.completed", session);
        return String.valueOf(session.get("success_url")).replace("{CHECKOUT_SESSION_ID}", checkout);
    }

    /** How a thing stands. */
    public String status(String id) {
        return String.valueOf(get(id).get("status"));
    }

    /** Three days before the trial ends. */
    public synchronized void remindOfTrial(String customer) {
        events.happened("customer.subscription.trial_will_end", subscriptionOf(customer));
    }

    /** The trial or the period is over: a new one is paid, or not, or the subscription ends as was wished. */
    public synchronized void endPeriod(String customer) {
        Map<String, Object> subscription = subscriptionOf(customer);
        if (Boolean.TRUE.equals(subscription.get("cancel_at_period_end"))) {
            end((String) subscription.get("id"));
            return;
        }
        if ("trialing".equals(subscription.get("status"))) {
            subscription.put("trial_end", now());
            subscription.put("billing_cycle_anchor", now());
        }
        StripeItems.period(subscription, Instant.now());
        subscription.put("status", "active");
        bill(subscription, StripeItems.amount(subscription), "subscription_cycle", false);
        events.happened("customer.subscription.updated", subscription);
    }

    /** The customer's bank declines from now on, or does not any more. */
    public void setBroke(String customer, boolean is) {
        if (is) {
            broke.add(customer);
        } else {
            broke.remove(customer);
        }
    }

    /** The open invoices of a customer are paid, if the bank lets them. */
    public synchronized void payInvoices(String customer) {
        openInvoices(customer).forEach(this::settle);
        Map<String, Object> subscription = subscriptionOf(customer);
        if (PAST_DUE.equals(subscription.get("status"))) {
            subscription.put("status", "active");
            events.happened("customer.subscription.updated", subscription);
        }
    }

    /** Stripe gives up on what was not paid. */
    public synchronized void giveUp(String customer) {
        openInvoices(customer).forEach(invoice -> {
            invoice.put("status", "uncollectible");
            events.happened("invoice.marked_uncollectible", invoice);
        });
        end((String) subscriptionOf(customer).get("id"));
    }

    /** The customer of that e-mail address. */
    public String customer(String email) {
        return objects.values().stream()
                .filter(object -> "customer".equals(object.get("object")) && email.equals(object.get("email")))
                .map(object -> (String) object.get("id"))
                .findFirst()
                .orElseThrow();
    }

    /** Images that were metered. */
    public synchronized long metered(String customer, long from, long to) {
        return metered.stream()
                .filter(event -> event.get("payload[stripe_customer_id]").equals(customer))
                .filter(event ->
                        Long.parseLong(event.get("timestamp")) >= from && Long.parseLong(event.get("timestamp")) < to)
                .mapToLong(event -> Long.parseLong(event.get("payload[value]")))
                .sum();
    }

    /** How many things of that kind there are. */
    public long count(String kind) {
        return objects.values().stream()
                .filter(object -> kind.equals(object.get("object")))
                .count();
    }

    private Map<String, Object> subscribe(String customer, List<String> prices, int trialDays) {
        get(customer);
        Map<String, Object> subscription = thing("sub", "subscription");
        subscription.put("customer", customer);
        subscription.put("status", trialDays > 0 ? "trialing" : "active");
        subscription.put("currency", get(prices.get(0)).get("currency"));
        subscription.put("cancel_at_period_end", false);
        subscription.put("start_date", now());
        subscription.put("trial_start", trialDays > 0 ? now() : null);
        subscription.put("trial_end", trialDays > 0 ? now() + trialDays * 86400L : null);
        subscription.put("billing_cycle_anchor", now() + trialDays * 86400L);
        subscription.put("metadata", Map.of());
        subscription.put(
                "items",
                list(prices.stream()
                        .map(price -> StripeItems.item(
                                "si_" + count.incrementAndGet(), get(price), (String) subscription.get("id")))
                        .toList()));
        if (trialDays > 0) {
            StripeItems.period(subscription, now(), now() + trialDays * 86400L);
        } else {
            StripeItems.period(subscription, Instant.now());
        }
        kept(subscription);
        events.happened("customer.subscription.created", subscription);
        bill(subscription, trialDays > 0 ? 0 : StripeItems.amount(subscription), "subscription_create", false);
        if (trialDays > 0 && trialDays <= 3) {
            events.happened("customer.subscription.trial_will_end", subscription);
        }
        return subscription;
    }

    private void bill(Map<String, Object> subscription, long due, String reason, boolean paid) {
        Map<String, Object> invoice = StripeItems.invoice("in_" + count.incrementAndGet(), subscription, due, reason);
        kept(invoice);
        events.happened("invoice.created", invoice);
        invoice.put("status", "open");
        events.happened("invoice.finalized", invoice);
        if (!paid && due > 0 && broke.contains((String) subscription.get("customer"))) {
            subscription.put("status", PAST_DUE);
            events.happened("invoice.payment_failed", invoice);
        } else {
            settle(invoice);
        }
    }

    private void settle(Map<String, Object> invoice) {
        invoice.put("status", "paid");
        invoice.put("amount_paid", invoice.get("amount_due"));
        invoice.put("status_transitions", Map.of("finalized_at", now(), "paid_at", now()));
        events.happened("invoice.paid", invoice);
        events.happened("invoice.payment_succeeded", invoice);
    }

    private List<Map<String, Object>> openInvoices(String customer) {
        return objects.values().stream()
                .filter(invoice -> "invoice".equals(invoice.get("object")) && customer.equals(invoice.get("customer")))
                .filter(invoice -> "open".equals(invoice.get("status")))
                .toList();
    }

    private Map<String, Object> subscriptionOf(String customer) {
        return objects.values().stream()
                .filter(known -> "subscription".equals(known.get("object")) && customer.equals(known.get("customer")))
                .filter(known -> !"canceled".equals(known.get("status")))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> thing(String prefix, String kind) {
        Map<String, Object> thing = new LinkedHashMap<>();
        thing.put("id", prefix + "_" + Long.toString(System.nanoTime(), 36) + count.incrementAndGet());
        thing.put("object", kind);
        thing.put("created", now());
        thing.put("livemode", false);
        return thing;
    }

    private Map<String, Object> kept(Map<String, Object> thing) {
        objects.put((String) thing.get("id"), thing);
        return thing;
    }

    static Map<String, Object> list(List<Map<String, Object>> data) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("object", "list");
        list.put("data", new ArrayList<>(data));
        list.put("has_more", false);
        list.put("url", "/v1/list");
        return list;
    }

    private static Map<String, String> metadata(Map<String, String> sent, String name) {
        Map<String, String> found = new LinkedHashMap<>();
        sent.forEach((key, value) -> {
            if (key.startsWith(name + "[")) {
                found.put(key.substring(name.length() + 1, key.length() - 1), value);
            }
        });
        return found;
    }

    /** What a checkout is for, kept where Stripe keeps it out of sight. */
    private static Map<String, String> asked(Map<String, String> sent) {
        Map<String, String> asked = new LinkedHashMap<>();
        List<String> prices = new ArrayList<>();
        for (int i = 0; sent.containsKey("line_items[" + i + "][price]"); i++) {
            prices.add(sent.get("line_items[" + i + "][price]"));
        }
        asked.put("prices", String.join(",", prices));
        Optional.ofNullable(sent.get("subscription_data[trial_period_days]"))
                .ifPresent(days -> asked.put("trial", days));
        Optional.ofNullable(sent.get("allow_promotion_codes")).ifPresent(yes -> asked.put("promotion_codes", yes));
        Optional.ofNullable(sent.get("automatic_tax[enabled]")).ifPresent(yes -> asked.put("tax", yes));
        return asked;
    }

    static long monthLater(long seconds, String interval) {
        ZonedDateTime at = Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC);
        return (interval.equals("year") ? at.plusYears(1) : at.plusMonths(1)).toEpochSecond();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
