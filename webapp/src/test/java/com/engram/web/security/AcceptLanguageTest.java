package com.engram.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptLanguageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"it", "it-IT,it;q=0.9,en;q=0.8", "de-CH-1996 ; q=1.000, *;q=0", "*", "zh-Hant", "en;q=0.12, fr"})
    void what_browsers_send_is_kept(String header) {
        assertThat(AcceptLanguage.isMalformed("Accept-Language", header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "en;q=abc", "en;q=2", "en;q", "x_y", "en,", ";;;", "verylonglanguage", "en;q=0.1234", "è"})
    void what_cannot_be_parsed_is_ignored(String header) {
        assertThat(AcceptLanguage.isMalformed("accept-language", header)).isTrue();
    }

    @Test
    void endless_headers_are_ignored_and_other_headers_kept() {
        assertThat(AcceptLanguage.isMalformed("Accept-Language", "en,".repeat(10_000) + "en"))
                .isTrue();
        assertThat(AcceptLanguage.isMalformed("Accept", "x_y")).isFalse();
    }
}
