package com.engram.it.stripe;

import com.engram.it.stripe.FakeStripeRoutes.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Subscription schedules: phases with prices, of which a subscription takes the second when its period ends. */
@SuppressWarnings("unchecked")
final class FakeStripeSchedules {

    private final FakeStripeObjects objects;
    private final FakeStripeEvents events;

    FakeStripeSchedules(FakeStripeObjects objects, FakeStripeEvents events) {
        this.objects = objects;
        this.events = events;
    }

    synchronized Map<String, Object> create(Map<String, String> sent) {
        Map<String, Object> subscription = objects.get(sent.get("from_subscription"));
        if (subscription.get("schedule") != null) {
            throw Refused.invalid("The subscription is already attached to a schedule.");
        }
        Map<String, Object> schedule = objects.create("sub_sched", "subscription_schedule");
        schedule.put("status", "active");
        schedule.put("customer", subscription.get("customer"));
        schedule.put("subscription", subscription.get("id"));
        schedule.put("end_behavior", "release");
        Map<String, Object> first = FakeStripeSubscriptionItems.firstItem(subscription);
        schedule.put("phases", List.of(phase((Long) first.get("current_period_start"), (Long)
                first.get("current_period_end"))));
        subscription.put("schedule", schedule.get("id"));
        return objects.store(schedule);
    }

    synchronized Map<String, Object> update(String id, Map<String, String> sent) {
        Map<String, Object> schedule = objects.get(id);
        Map<String, Object> running = ((List<Map<String, Object>>) schedule.get("phases")).get(0);
        if (!String.valueOf(running.get("start_date")).equals(sent.get("phases[0][start_date]"))) {
            throw Refused.invalid("You can not modify the start date of the current phase.");
        }
        if (!String.valueOf(running.get("end_date")).equals(sent.get("phases[1][start_date]"))) {
            throw Refused.invalid("The phases have a gap.");
        }
        List<String> prices = new ArrayList<>();
        for (int i = 0; sent.containsKey("phases[1][items][" + i + "][price]"); i++) {
            prices.add(sent.get("phases[1][items][" + i + "][price]"));
        }
        prices.forEach(objects::get);
        schedule.put("metadata", Map.of("next", String.join(",", prices)));
        events.publish("customer.subscription.updated", objects.get((String) schedule.get("subscription")));
        return schedule;
    }

    synchronized Map<String, Object> release(String id) {
        Map<String, Object> schedule = objects.get(id);
        schedule.put("status", "released");
        objects.get((String) schedule.get("subscription")).put("schedule", null);
        return schedule;
    }

    /** Gives the subscription the prices that its schedule has for the next period, and releases it. */
    synchronized void beginNextPhase(Map<String, Object> subscription) {
        if (subscription.get("schedule") == null) {
            return;
        }
        Map<String, Object> schedule = release((String) subscription.get("schedule"));
        String[] prices =
                ((Map<String, String>) schedule.get("metadata")).get("next").split(",");
        subscription.put(
                "items",
                FakeStripeObjects.list(List.of(prices).stream()
                        .map(price -> FakeStripeSubscriptionItems.item(
                                objects.next("si"), objects.get(price), (String) subscription.get("id")))
                        .toList()));
    }

    private static Map<String, Object> phase(long start, long end) {
        Map<String, Object> phase = new LinkedHashMap<>();
        phase.put("start_date", start);
        phase.put("end_date", end);
        phase.put("discounts", List.of());
        return phase;
    }
}
