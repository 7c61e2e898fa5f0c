package com.engram.it.stripe;

import com.engram.it.stripe.FakeStripeRoutes.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Meters and their events. */
final class FakeStripeMeters {

    private final FakeStripeObjects objects;
    private final List<Map<String, String>> metered = new ArrayList<>();
    private final Set<String> identifiers = new HashSet<>();

    FakeStripeMeters(FakeStripeObjects objects) {
        this.objects = objects;
    }

    synchronized Map<String, Object> listMeters() {
        return FakeStripeObjects.list(objects.ofKind("billing.meter").toList());
    }

    synchronized Map<String, Object> addMeter(Map<String, String> sent) {
        Map<String, Object> meter = objects.create("mtr", "billing.meter");
        meter.put("display_name", sent.get("display_name"));
        meter.put("event_name", sent.get("event_name"));
        meter.put("status", "active");
        return objects.store(meter);
    }

    /** Records a meter event. Like Stripe, it counts each identifier once. */
    synchronized Map<String, Object> meter(Map<String, String> sent) {
        objects.get(sent.get("payload[stripe_customer_id]"));
        if (identifiers.add(sent.get("identifier"))) {
            metered.add(sent);
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("object", "billing.meter_event");
        event.put("identifier", sent.get("identifier"));
        event.put("event_name", sent.get("event_name"));
        event.put("timestamp", Long.valueOf(sent.get("timestamp")));
        event.put("payload", FakeStripeObjects.metadata(sent, "payload"));
        event.put("created", FakeStripeObjects.now());
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
        return FakeStripeObjects.list(List.of(summary));
    }

    /** The number of metered images of a customer in a period, in seconds since 1970. */
    synchronized long metered(String customer, long from, long to) {
        return metered.stream()
                .filter(event -> event.get("payload[stripe_customer_id]").equals(customer))
                .filter(event ->
                        Long.parseLong(event.get("timestamp")) >= from && Long.parseLong(event.get("timestamp")) < to)
                .mapToLong(event -> Long.parseLong(event.get("payload[value]")))
                .sum();
    }
}
