package com.engram.web.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.engram.web.multipart.MultipartStream.MultipartLimitException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MultipartStreamTest {

    private static final String PART = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n";

    @Test
    void a_body_is_complete_with_its_closing_delimiter() throws IOException {
        assertThat(isComplete(PART + PART + "--x--\r\n")).isTrue();
        assertThat(isComplete(PART + "--x--")).isTrue();
        assertThat(isComplete("--x--")).isTrue();
        assertThat(isComplete("preamble\r\n" + PART + "--x--epilogue")).isTrue();
        assertThat(isComplete(PART.replace("\r\n", "\n") + "--x--\n")).isTrue();
    }

    @Test
    void a_body_cut_off_anywhere_is_not_complete() throws IOException {
        String body = PART + PART + "--x--";
        for (int length = 0; length < body.length(); length++) {
            assertThat(isComplete(body.substring(0, length)))
                    .as(body.substring(0, length))
                    .isFalse();
        }
    }

    @Test
    void a_delimiter_inside_of_a_line_is_content() throws IOException {
        assertThat(isComplete("--x\r\n\r\na--x--\r\n")).isFalse();
        assertThat(isComplete("--x\r\n\r\n\r\n\r\r\n\n-\n--\n--x--")).isTrue();
    }

    @Test
    void the_number_of_parts_is_limited() throws IOException {
        assertThat(isComplete(PART.repeat(MultipartStream.MAX_PARTS) + "--x--")).isTrue();
        assertThatExceptionOfType(MultipartLimitException.class)
                .isThrownBy(() -> isComplete(PART.repeat(MultipartStream.MAX_PARTS + 1) + "--x--"));
    }

    @Test
    void the_headers_of_a_part_are_limited_and_its_content_is_not() throws IOException {
        String headers = "X-A: b\r\n".repeat(MultipartStream.MAX_HEADER_BYTES / 8);
        assertThatExceptionOfType(MultipartLimitException.class)
                .isThrownBy(() -> isComplete("--x\r\n" + headers + "\r\nb\r\n--x--"));
        assertThat(isComplete("--x\r\nX-A: b\r\n\r\n" + headers.repeat(3) + "\r\n--x--"))
                .isTrue();
    }

    private static boolean isComplete(String body) throws IOException {
        return new MultipartStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), "x")
                .endsWithClosingDelimiter();
    }
}
