package com.engram.web.pages;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the values that were used most recently, by key. Readers do not wait for each other: there are two generations, a new
 * one begins when half of the room is filled, and what was not used during a whole generation is dropped.
 */
final class RecentValues<K, V> {

    private final int perGeneration;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = Map.of();

    /** @param max the most values to keep; more for a moment, if several threads add at the same time */
    RecentValues(int max) {
        this.perGeneration = Math.max(1, max / 2);
    }

    /** The value of a key. It is made if it is not kept, by several threads at once if they ask at the same time. */
    V get(K key, Function<? super K, ? extends V> make) {
        Map<K, V> current = young;
        @Nullable V known = current.get(key);
        if (known != null) {
            return known;
        }
        @Nullable V older = old.get(key);
        V value = older == null ? make.apply(key) : older;
        current.put(key, value);
        if (current.size() >= perGeneration) {
            beginGeneration(current);
        }
        return value;
    }

    int size() {
        return young.size() + old.size();
    }

    private synchronized void beginGeneration(Map<K, V> full) {
        if (young == full) {
            old = full;
            young = new ConcurrentHashMap<>();
        }
    }
}
