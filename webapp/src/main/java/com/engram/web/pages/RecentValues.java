package com.engram.web.pages;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the values that were used most recently, by key. Readers do not wait for each other: there are two generations, a new
 * one begins when half of the room is filled, and what was not used during a whole generation is dropped.
 */
final class RecentValues<K, V> {

    private final int perGeneration;
    private final AtomicReference<Map<K, V>> young = new AtomicReference<>(new ConcurrentHashMap<>());
    private volatile Map<K, V> old = Map.of();

    /** @param max the most values to keep; more for a moment, if several threads add at the same time */
    RecentValues(int max) {
        this.perGeneration = Math.max(1, max / 2);
    }

    /** The value of a key. It is made if it is not kept, by several threads at once if they ask at the same time. */
    V get(K key, Function<? super K, ? extends V> make) {
        Map<K, V> current = young.get();
        @Nullable V known = current.get(key);
        if (known != null) {
            return known;
        }
        @Nullable V older = old.get(key);
        V value = older == null ? make.apply(key) : older;
        current.put(key, value);
        if (current.size() >= perGeneration && young.compareAndSet(current, new ConcurrentHashMap<>())) {
            old = current;
        }
        return value;
    }

    int size() {
        return young.get().size() + old.size();
    }
}
