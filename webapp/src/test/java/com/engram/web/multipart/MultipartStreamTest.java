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
        assertThatExceptionOfType(MultipartLimitException.class)
                .isThrownBy(() -> isComplete("--x\r\nX-A: b" + headers.repeat(100)));
        assertThat(isComplete("--x\r\nX-A: b\r\n\r\n" + headers.repeat(3) + "\r\n--x--"))
                .isTrue();
    }

    @Test
    void a_name_may_be_longer_than_the_headers_for_the_parser() throws IOException {
        String name = "%C3%A4".repeat(5_000);
        String header = "Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''%s.jpg\r\n".formatted(name);

        MultipartStream body = stream("--x\r\n" + header + "Content-Type: image/jpeg\r\n\r\nbytes\r\n--x--", 8192);

        assertThat(text(body))
                .isEqualTo("--x\r\nContent-Disposition: form-data; name=\"0\"; filename=\"0\"\r\n"
                        + "Content-Type: image/jpeg\r\n\r\nbytes\r\n--x--");
        assertThat(body.dispositions().get(0).orElseThrow().filename()).contains("ä".repeat(5_000) + ".jpg");
    }

    @Test
    void numbers_take_the_place_of_names_however_the_body_is_divided() throws IOException {
        String content = "a\r\n--y\r\nContent-Disposition: form-data; name=\"no header\"\r\n\r\n\n\r-";
        String sent =
                PART + "--x \r\nX-First: 1\r\ncontent-disposition:form-data;\r\n name=b; filename=\"ä.jpg\"\r\n\r\n"
                        + content + "\r\n--x\r\n\r\nnameless\r\n--x--\r\n";
        String passed = PART.replace("\"a\"", "\"0\"")
                + "--x \r\nX-First: 1\r\nContent-Disposition: form-data; name=\"1\"; filename=\"1\"\r\n\r\n"
                + content + "\r\n--x\r\n\r\nnameless\r\n--x--\r\n";
        for (int size : new int[] {1, 2, 3, 7, 64, 8192}) {
            MultipartStream body = stream(sent, size);

            assertThat(text(body)).as("pieces of %d bytes", size).isEqualTo(passed);
            assertThat(body.endsWithClosingDelimiter()).isTrue();
            assertThat(body.dispositions())
                    .extracting(part -> part.flatMap(ContentDisposition::name).orElse("none"))
                    .containsExactly("a", "b", "none");
            assertThat(body.dispositions().get(1).orElseThrow().filename()).contains("ä.jpg");
        }
    }

    /** A body that arrives, and is read, in pieces of that size. */
    private static MultipartStream stream(String body, int size) {
        return new MultipartStream(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)) {
                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        return super.read(bytes, offset, Math.min(length, size));
                    }
                },
                "x");
    }

    private static String text(MultipartStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean isComplete(String body) throws IOException {
        return new MultipartStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), "x")
                .endsWithClosingDelimiter();
    }
}
