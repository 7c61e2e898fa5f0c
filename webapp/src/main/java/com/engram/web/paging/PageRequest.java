package com.engram.web.paging;

import com.engram.web.problems.ProblemResponses;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list that a client of the API asks for.
 *
 * @param <P> a position in the list: the values that it is sorted by, which may be the id alone
 * @param size the number of items, 1 to 100
 * @param after where the page before ended; empty for the first page
 */
public record PageRequest<P>(int size, Optional<P> after) {

    /** What a client has to know about {@code limit}. */
    public static final String SIZE_RULE = "limit is a number from 1 to 100.";

    /** What a client has to know about {@code cursor}. */
    public static final String CURSOR_RULE = "cursor is the nextCursor of the previous page.";

    private static final int MAX_SIZE = 100;

    /**
     * Responds with a page, or with a 400 if {@code limit} or {@code cursor} is invalid.
     *
     * @param limit the number of items, as the client wrote it
     * @param cursor the {@code nextCursor} of the page before, as the client wrote it; null for the first page
     * @param parse reads a position from a cursor; empty if the cursor is invalid
     * @param list lists the page that was asked for
     */
    public static <P> Response respond(
            String limit,
            @Nullable String cursor,
            Function<String, Optional<P>> parse,
            Function<PageRequest<P>, ApiPage<?>> list) {
        Optional<Integer> size = parseSize(limit);
        Optional<P> after = Optional.ofNullable(cursor).flatMap(parse);
        if (size.isEmpty()) {
            return ProblemResponses.invalidParameter("limit", SIZE_RULE);
        }
        if (cursor != null && after.isEmpty()) {
            return ProblemResponses.invalidParameter("cursor", CURSOR_RULE);
        }
        return Response.ok(list.apply(new PageRequest<>(size.get(), after))).build();
    }

    /** The number of items; empty if the text is not a number from 1 to 100. */
    public static Optional<Integer> parseSize(String limit) {
        return limit.matches("[1-9]\\d{0,2}")
                ? Optional.of(Integer.valueOf(limit)).filter(size -> size <= MAX_SIZE)
                : Optional.empty();
    }

    /** Loads this page. See {@link Page#load}. */
    public <T> Page<T> load(IntFunction<List<T>> query) {
        return Page.load(size, query);
    }
}
