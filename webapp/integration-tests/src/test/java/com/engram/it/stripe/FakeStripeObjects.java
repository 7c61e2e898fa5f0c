package com.engram.it.stripe;

import com.engram.it.stripe.FakeStripeRoutes.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** All objects of the fake, by their id. */
final class FakeStripeObjects {

    private final Map<String, Map<String, Object>> objects = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    Map<String, Object> get(String id) {
        return Optional.ofNullable(objects.get(id)).orElseThrow(() -> Refused.missing(id));
    }

    Stream<Map<String, Object>> ofKind(String kind) {
        return objects.values().stream().filter(object -> kind.equals(object.get("object")));
    }

    /** Creates an object without storing it. */
    Map<String, Object> create(String prefix, String kind) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", prefix + "_" + Long.toString(System.nanoTime(), 36) + count.incrementAndGet());
        object.put("object", kind);
        object.put("created", now());
        object.put("livemode", false);
        return object;
    }

    Map<String, Object> store(Map<String, Object> object) {
        objects.put((String) object.get("id"), object);
        return object;
    }

    /** A new unique id. */
    String next(String prefix) {
        return prefix + "_" + count.incrementAndGet();
    }

    static Map<String, Object> list(List<Map<String, Object>> data) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("object", "list");
        list.put("data", new ArrayList<>(data));
        list.put("has_more", false);
        list.put("url", "/v1/list");
        return list;
    }

    static Map<String, String> metadata(Map<String, String> sent, String name) {
        Map<String, String> found = new LinkedHashMap<>();
        sent.forEach((key, value) -> {
            if (key.startsWith(name + "[")) {
                found.put(key.substring(name.length() + 1, key.length() - 1), value);
            }
        });
        return found;
    }

    static long now() {
        return Instant.now().getEpochSecond();
    }
}
