package com.engram.web.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list in the API.
 *
 * @param nextCursor asks for the next page; null on the last page
 */
public record ApiPage<T>(List<T> data, @Nullable String nextCursor) {

    /**
     * A page as JSON.
     *
     * @param json the JSON of an item
     * @param cursorOf the cursor of an item
     */
    public static <T, J> ApiPage<J> of(Page<T> page, Function<T, J> json, Function<T, String> cursorOf) {
        return ofAll(page, items -> items.stream().map(json).toList(), cursorOf);
    }

    /**
     * A page as JSON whose items are read together.
     *
     * @param json the JSON of the items, in their order
     * @param cursorOf the cursor of an item
     */
    public static <T, J> ApiPage<J> ofAll(Page<T> page, Function<List<T>, List<J>> json, Function<T, String> cursorOf) {
        return new ApiPage<>(json.apply(page.items()), page.nextCursor(cursorOf).orElse(null));
    }

    /** A list that always fits on one page. */
    public static <J> ApiPage<J> only(List<J> data) {
        return new ApiPage<>(data, null);
    }
}
