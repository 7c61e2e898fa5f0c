package com.engram.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it-IT,it;q=0.9,en;q=0.8 | ITALIAN",
                "en-US,en;q=0.9 | ENGLISH",
                "de-DE,de;q=0.9,it;q=0.5,en;q=0.4 | ITALIAN",
                "de-CH | ENGLISH",
                "it;q=0.2, en;q=0.8 | ENGLISH",
                "* | ENGLISH",
                "'' | ENGLISH",
                "it;q=much, ;;; | ENGLISH",
                "'../../it' | ENGLISH"
            })
    void the_browsers_first_language_that_engram_has_is_chosen(String header, Language chosen) {
        assertThat(Language.ofAcceptLanguage(header)).isEqualTo(chosen);
    }

    @Test
    void a_very_long_header_does_no_harm() {
        assertThat(Language.ofAcceptLanguage("it," + "xx-yy,".repeat(10_000))).isIn((Object[]) Language.values());
    }

    @Test
    void a_country_does_not_matter_and_an_unknown_language_is_english() {
        assertThat(Language.of(Locale.forLanguageTag("it-CH"))).isEqualTo(Language.ITALIAN);
        assertThat(Language.of(Locale.JAPANESE)).isEqualTo(Language.ENGLISH);
        assertThat(Language.find("it")).contains(Language.ITALIAN);
        assertThat(Language.find("IT")).isEmpty();
    }
}
