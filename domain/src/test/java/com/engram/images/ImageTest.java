package com.engram.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ImageTest {

    private final Image image = new Image("a.jpg", "image/jpeg", 100, Instant.EPOCH);

    @Test
    void an_image_is_stored_and_then_ready() {
        assertThat(image.isAwaitingUpload()).isTrue();

        image.markStored("\"etag\"", 120);
        assertThat(image.bytes()).contains(120L);

        image.markReady("ab", 16, 12, 8, 6);
        assertThat(image.isReady()).isTrue();
        assertThat(image.sha256()).contains("ab");
    }

    @Test
    void an_image_that_is_scored_again_stays_ready() {
        image.markStored("\"etag\"", 120);
        image.markReady("ab", 16, 12, 8, 6);

        image.markReady("ab", 16, 12, 8, 6);

        assertThat(image.isReady()).isTrue();
    }

    @Test
    void an_image_without_bytes_cannot_be_ready() {
        assertThatThrownBy(() -> image.markReady("ab", 16, 12, 8, 6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from AWAITING_UPLOAD to READY");
        assertThat(image.sha256()).isEmpty();
    }

    @Test
    void the_bytes_of_an_image_are_stored_once() {
        image.markStored("\"etag\"", 120);

        assertThatThrownBy(() -> image.markStored("\"other\"", 130)).isInstanceOf(IllegalStateException.class);
        assertThat(image.etag()).contains("\"etag\"");
    }
}
