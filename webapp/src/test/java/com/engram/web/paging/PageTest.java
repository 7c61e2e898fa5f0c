package com.engram.web.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void a_page_with_a_successor_has_the_cursor_of_its_last_item() {
        Page<Integer> page = Page.load(3, numbers(4));
        assertThat(page.items()).containsExactly(1, 2, 3);
        assertThat(page.nextCursor(String::valueOf)).contains("3");
    }

    @Test
    void the_last_page_has_no_cursor_even_if_it_is_full() {
        Page<Integer> page = Page.load(3, numbers(3));
        assertThat(page.items()).containsExactly(1, 2, 3);
        assertThat(page.nextCursor(String::valueOf)).isEmpty();
    }

    @Test
    void an_empty_list_has_one_empty_page() {
        Page<Integer> page = Page.load(3, numbers(0));
        assertThat(page.items()).isEmpty();
        assertThat(page.nextCursor(String::valueOf)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "20", "100"})
    void a_page_has_between_one_and_a_hundred_items(String limit) {
        assertThat(PageRequest.parseSize(limit)).contains(Integer.valueOf(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "101", "-1", "1.5", "ten", "1000", "007"})
    void any_other_size_is_invalid(String limit) {
        assertThat(PageRequest.parseSize(limit)).isEmpty();
    }

    /** A list of the first numbers, as a query with a limit returns it. */
    private static IntFunction<List<Integer>> numbers(int count) {
        return limit -> IntStream.rangeClosed(1, Math.min(count, limit)).boxed().toList();
    }
}
