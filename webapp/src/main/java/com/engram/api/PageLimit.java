package com.engram.api;

/** How many entries a page of a list may have. */
final class PageLimit {

    static final String RULE = "limit is a number from 1 to 100.";

    private PageLimit() {}

    static boolean isValid(String limit) {
        return limit.matches("[1-9]\\d?|100");
    }
}
