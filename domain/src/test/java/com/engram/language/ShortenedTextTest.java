package com.engram.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortenedTextTest {

    @Test
    void a_text_that_fits_is_kept() {
        assertThat(ShortenedText.of("banner", 6)).isEqualTo("banner");
        assertThat(ShortenedText.of("", 0)).isEmpty();
    }

    @Test
    void a_longer_text_is_cut() {
        assertThat(ShortenedText.of("banner.png", 6)).isEqualTo("banner");
        assertThat(ShortenedText.of("banner.png", 0)).isEmpty();
    }

    @Test
    void a_character_is_kept_whole_or_left_out() {
        assertThat(ShortenedText.of("ab😀", 3)).isEqualTo("ab");
        assertThat(ShortenedText.of("ab😀c", 4)).isEqualTo("ab😀");
        assertThat(ShortenedText.of("cafe\u0301 au lait", 4)).isEqualTo("caf");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 10, 99})
    void a_character_of_many_code_points_is_cut_between_them(int length) {
        String cut = ShortenedText.of("e" + "\u0301".repeat(200), length);
        String emojis = ShortenedText.of("😀" + "\u0301".repeat(200), length);

        assertThat(cut).hasSizeLessThanOrEqualTo(length);
        assertThat(emojis).hasSizeLessThanOrEqualTo(length);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(emojis)).isTrue();
    }
}
