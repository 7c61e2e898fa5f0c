package com.engram.it.stripe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Customers, checkout sessions, billing portal sessions and payment methods. */
final class FakeStripeCustomers {

    private final String url;
    private final FakeStripeObjects objects;

    FakeStripeCustomers(String url, FakeStripeObjects objects) {
        this.url = url;
        this.objects = objects;
    }

    synchronized Map<String, Object> addCustomer(Map<String, String> sent) {
        Map<String, Object> customer = objects.create("cus", "customer");
        customer.put("name", sent.get("name"));
        customer.put("email", sent.get("email"));
        customer.put("description", sent.get("description"));
        customer.put("metadata", FakeStripeObjects.metadata(sent, "metadata"));
        customer.put("preferred_locales", locales(sent));
        return objects.store(customer);
    }

    synchronized Map<String, Object> updateCustomer(String id, Map<String, String> sent) {
        Map<String, Object> customer = objects.get(id);
        customer.put("preferred_locales", locales(sent));
        return customer;
    }

    private static List<String> locales(Map<String, String> sent) {
        return Optional.ofNullable(sent.get("preferred_locales[0]"))
                .map(List::of)
                .orElse(List.of());
    }

    synchronized Map<String, Object> openCheckout(Map<String, String> sent) {
        if ("subscription".equals(sent.get("mode"))) {
            objects.get(sent.get("customer"));
        }
        Map<String, Object> session = objects.create("cs_test", "checkout.session");
        session.put("mode", sent.get("mode"));
        session.put("status", "open");
        session.put("payment_status", "unpaid");
        session.put("customer", sent.get("customer"));
        session.put("client_reference_id", sent.get("client_reference_id"));
        session.put("subscription", null);
        session.put("url", url + "/checkout/" + session.get("id"));
        session.put("success_url", sent.get("success_url"));
        session.put("cancel_url", sent.get("cancel_url"));
        session.put("metadata", checkoutParameters(sent));
        return objects.store(session);
    }

    synchronized Map<String, Object> expire(String id) {
        Map<String, Object> session = objects.get(id);
        session.put("status", "expired");
        return session;
    }

    synchronized Map<String, Object> openPortal(Map<String, String> sent) {
        objects.get(sent.get("customer"));
        Map<String, Object> session = objects.create("bps", "billing_portal.session");
        session.put("customer", sent.get("customer"));
        session.put("return_url", sent.get("return_url"));
        session.put("url", url + "/portal/" + session.get("id"));
        return objects.store(session);
    }

    synchronized Map<String, Object> attach(String id, Map<String, String> sent) {
        Map<String, Object> method = objects.create("pm", "payment_method");
        method.put("id", id.contains("Fail") ? objects.next("pm_Fail") : method.get("id"));
        method.put("customer", sent.get("customer"));
        method.put("type", "card");
        return objects.store(method);
    }

    /** The parameters of a checkout, which Stripe does not return. The fake keeps them in the metadata of the session. */
    private static Map<String, String> checkoutParameters(Map<String, String> sent) {
        Map<String, String> checkoutParameters = new LinkedHashMap<>();
        List<String> prices = new ArrayList<>();
        for (int i = 0; sent.containsKey("line_items[" + i + "][price]"); i++) {
            prices.add(sent.get("line_items[" + i + "][price]"));
        }
        checkoutParameters.put("prices", String.join(",", prices));
        Optional.ofNullable(sent.get("subscription_data[trial_period_days]"))
                .ifPresent(days -> checkoutParameters.put("trial", days));
        Optional.ofNullable(sent.get("allow_promotion_codes"))
                .ifPresent(yes -> checkoutParameters.put("promotion_codes", yes));
        Optional.ofNullable(sent.get("automatic_tax[enabled]")).ifPresent(yes -> checkoutParameters.put("tax", yes));
        return checkoutParameters;
    }
}
