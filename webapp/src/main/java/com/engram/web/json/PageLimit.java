package com.engram.web.json;

/** How many entries a page of a list may have. */
public final class PageLimit {

    public static final String RULE = "limit is a number from 1 to 100.";

    private PageLimit() {}

    public static boolean isValid(String limit) {
        return limit.matches("[1-9]\\d?|100");
    }
}
