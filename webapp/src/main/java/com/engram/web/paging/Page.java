package com.engram.web.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One page of a list.
 *
 * @param items what the page shows
 * @param hasMore whether another page follows
 */
public record Page<T>(List<T> items, boolean hasMore) {

    /**
     * Loads a page of up to {@code size} items.
     *
     * @param query lists up to as many items as it is given; it is asked for one more than the page shows, so that the
     *     page knows whether another follows
     */
    public static <T> Page<T> load(int size, IntFunction<List<T>> query) {
        List<T> found = query.apply(size + 1);
        return found.size() > size ? new Page<>(found.subList(0, size), true) : new Page<>(found, false);
    }

    /** The same page of other items. */
    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), hasMore);
    }

    /**
     * Where the next page starts; empty on the last page.
     *
     * @param cursorOf the cursor of an item; it is asked for that of the page's last item
     */
    public Optional<String> nextCursor(Function<T, String> cursorOf) {
        return hasMore ? Optional.of(cursorOf.apply(items.get(items.size() - 1))) : Optional.empty();
    }
}
