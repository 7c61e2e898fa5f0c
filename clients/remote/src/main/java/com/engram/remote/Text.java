package com.engram.remote;

/** Texts of others, such as names of files, on a terminal. */
final class Text {

    private Text() {}

    /** The text without control characters, which could change what a terminal shows. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]", "?");
    }
}
