package com.engram.language;

import java.text.BreakIterator;
import java.util.Locale;

/** Texts of people or of other systems that are kept or shown up to a length. */
public final class ShortenedText {

    private ShortenedText() {}

    /**
     * The text, or as much of its beginning as fits. It never ends with half of a character, which PostgreSQL and JSON
     * refuse, nor with a letter whose accent is cut off.
     *
     * @param maxLength in UTF-16 code units, as {@link String#length} counts; not negative
     */
    public static String of(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int end = characters.preceding(maxLength + 1);
        if (end > 0) {
            return text.substring(0, end);
        }
        // One character of many code points is longer than what fits.
        int points = text.codePointCount(0, maxLength);
        int wholePoints = text.offsetByCodePoints(0, points);
        return text.substring(0, wholePoints <= maxLength ? wholePoints : text.offsetByCodePoints(0, points - 1));
    }
}
