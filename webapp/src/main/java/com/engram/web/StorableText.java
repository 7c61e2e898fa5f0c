package com.engram.web;

/** Decides which texts of a request PostgreSQL can store: it refuses U+0000, and text that is not valid Unicode. */
public final class StorableText {

    private StorableText() {}

    /** Whether a text contains neither U+0000 nor half of a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(character -> character == 0 || isHalfOfPair(character));
    }

    private static boolean isHalfOfPair(int character) {
        return Character.MIN_SURROGATE <= character && character <= Character.MAX_SURROGATE;
    }
}
