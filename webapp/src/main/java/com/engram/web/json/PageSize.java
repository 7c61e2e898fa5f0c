package com.engram.web.json;

import java.util.Optional;

/** How many a page of a list holds, as the caller writes it. */
public final class PageSize {

    private PageSize() {}

    /** A number from 1 to 100; empty if the text is anything else. */
    public static Optional<Integer> limit(String text) {
        return text.matches("\\d{1,3}")
                ? Optional.of(Integer.valueOf(text)).filter(number -> number >= 1 && number <= 100)
                : Optional.empty();
    }
}
