package com.engram.language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A language in which Engram writes pages and emails. The API answers in English only. */
public enum Language {
    ENGLISH(Locale.ENGLISH, Locale.UK, "English"),
    ITALIAN(Locale.ITALIAN, Locale.ITALY, "Italiano");

    /** Longer Accept-Language headers are cut, because no browser sends them. */
    private static final int MAX_HEADER_LENGTH = 500;

    private final Locale locale;
    private final Locale formats;
    private final String ownName;

    Language(Locale locale, Locale formats, String ownName) {
        this.locale = locale;
        this.formats = formats;
        this.ownName = ownName;
    }

    /** The locale of the sentences; it names no country. */
    public Locale locale() {
        return locale;
    }

    /** The locale whose numbers, dates and amounts go with the sentences. */
    public Locale formats() {
        return formats;
    }

    /** The code of ISO 639-1, such as {@code it}; it is also the value of an HTML page's {@code lang}. */
    public String code() {
        return locale.getLanguage();
    }

    /** The name of the language in itself, such as {@code Italiano}. */
    public String ownName() {
        return ownName;
    }

    /** The language with this code; empty if Engram does not have it. */
    public static Optional<Language> find(String code) {
        return Stream.of(values())
                .filter(language -> language.code().equals(code))
                .findFirst();
    }

    /** The language of this locale, whatever its country; English if Engram does not have it. */
    public static Language of(Locale locale) {
        return find(locale.getLanguage()).orElse(ENGLISH);
    }

    /**
     * The language that a browser prefers; English if it prefers none that Engram has.
     *
     * @param header the Accept-Language header of RFC 9110, section 12.5.4; may be malformed
     */
    public static Language ofAcceptLanguage(String header) {
        String shortened = header.substring(0, Math.min(header.length(), MAX_HEADER_LENGTH));
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(shortened);
            Locale preferred = Locale.lookup(
                    ranges, Stream.of(values()).map(Language::locale).toList());
            return preferred == null ? ENGLISH : of(preferred);
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }
}
