package com.engram.images.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTypesTest {

    @ParameterizedTest
    @CsvSource({
        "image/pjpeg, a, image/jpeg",
        "image/jpg, a, image/jpeg",
        "image/x-png, a, image/png",
        "image/heic-sequence, a, image/heic",
        "IMAGE/JPEG; charset=binary, a, image/jpeg",
        "application/octet-stream, cat.HIF, image/heif",
        "'', Post #1.jpg, image/jpeg",
        "'', photo.jpg_large, image/jpeg",
        "'', burst.mpo, image/jpeg",
        "text/plain, notes.txt, application/octet-stream",
        "application/pdf, a.jpg, application/pdf"
    })
    void what_clients_say_gets_its_current_name(String sent, String filename, String type) {
        assertThat(ImageTypes.normalize(sent, filename)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"heic, image/heic", "mif1, image/heif", "avif, image/avif"})
    void the_brand_of_a_heif_file_says_what_it_is(String brand, String type) {
        byte[] file = ("\0\0\0\24ftyp" + brand + "\0\0\0\0" + brand).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ImageTypes.ofBytes(file, "otherwise")).isEqualTo(type);
    }

    @Test
    void unknown_bytes_are_what_the_client_says() {
        assertThat(ImageTypes.ofBytes(new byte[100], "image/gif")).isEqualTo("image/gif");
    }
}
