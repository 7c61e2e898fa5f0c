package com.engram.admin;

import java.util.Optional;

/** How many a page of a list holds, as the caller writes it. */
final class Paging {

    private Paging() {}

    /** A number from 1 to 100; empty if the text is anything else. */
    static Optional<Integer> limit(String text) {
        return text.matches("\\d{1,3}")
                ? Optional.of(Integer.valueOf(text)).filter(number -> number >= 1 && number <= 100)
                : Optional.empty();
    }
}
