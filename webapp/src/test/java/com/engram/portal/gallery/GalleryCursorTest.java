package com.engram.portal.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.reports.GalleryPosition;
import com.engram.web.paging.Cursor;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryCursorTest {

    private static final UUID IMAGE = UUID.fromString("0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f5a6");

    @ParameterizedTest
    @ValueSource(floats = {0, 0.74210f, 1.0E-7f, 0.33333334f, 1})
    void a_position_keeps_its_exact_score(float score) {
        GalleryPosition position = new GalleryPosition(IMAGE, Optional.of(score));

        assertThat(GalleryCursor.of(position)).matches("[A-Za-z0-9_-]+");
        assertThat(GalleryCursor.parse(GalleryCursor.of(position))).contains(position);
    }

    @Test
    void a_position_without_a_score_has_none_when_it_is_read() {
        GalleryPosition position = new GalleryPosition(IMAGE, Optional.empty());

        assertThat(GalleryCursor.parse(GalleryCursor.of(position))).contains(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "0.5", "img_1,0.5", "an_0192f3a45b6c7d8e9fa0b1c2d3e4f5a6,0.5"})
    void other_text_is_not_a_cursor(String text) {
        assertThat(GalleryCursor.parse(text)).isEmpty();
        assertThat(GalleryCursor.parse(Cursor.of(text.split(",", -1)))).isEmpty();
    }
}
