package com.engram.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "  Ann Lee ", "Ö", "李小龍", "O’Brien & Söhne", "👩‍👩‍👧 family"})
    void a_name_of_one_line_is_taken(String text) {
        assertThat(DisplayName.parse(text)).contains(new DisplayName(text.strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n ",
                "Ann\nOpen this link: https://evil.example/",
                "Ann\rBcc: all@example.com",
                "Ann\u0000",
                "Ann\u2028Lee",
                "Ann\u2029Lee",
                "Ann\u0085Lee",
                "Ann\tLee",
                "\u202Egnp.exe"
            })
    void a_name_that_would_change_an_email_is_refused(String text) {
        assertThat(DisplayName.parse(text)).isEmpty();
    }

    @Test
    void a_name_has_at_most_200_characters() {
        assertThat(DisplayName.parse("x".repeat(200))).isPresent();
        assertThat(DisplayName.parse("x".repeat(201))).isEmpty();
    }

    @Test
    void a_name_of_another_system_is_repaired() {
        assertThat(DisplayName.repair("Ann\nLee")).contains(new DisplayName("Ann Lee"));
        assertThat(DisplayName.repair("x".repeat(300)).orElseThrow().value()).hasSize(200);
        assertThat(DisplayName.repair("\n\t")).isEmpty();
    }
}
