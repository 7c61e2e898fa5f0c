package com.engram.client.http;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor asks for the next page; null on the last page
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {

    /**
     * All items of a list. A page is requested when its first item is.
     *
     * @param load loads the page at a cursor, which is empty for the first page
     */
    static <T> Stream<T> stream(Function<String, Page<T>> load) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new Items<>(load), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    private static final class Items<T> implements Iterator<T> {

        private final Function<String, Page<T>> load;
        private Iterator<T> current = List.<T>of().iterator();
        private @Nullable String next = "";

        private Items(Function<String, Page<T>> load) {
            this.load = load;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext() && next != null) {
                Page<T> page = load.apply(next);
                current = page.data().iterator();
                next = page.nextCursor();
            }
            return current.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return current.next();
        }
    }
}
