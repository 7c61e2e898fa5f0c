package com.engram.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestBodyDigestTest {

    @Test
    void the_digest_does_not_depend_on_the_boundary() throws Exception {
        assertThat(form("one", "bytes")).isEqualTo(form("another-9", "bytes"));
    }

    @Test
    void the_digest_depends_on_the_file() throws Exception {
        assertThat(form("one", "bytes")).isNotEqualTo(form("one", "byteZ"));
    }

    @Test
    void the_start_of_a_boundary_within_a_file_is_part_of_the_file() throws Exception {
        assertThat(form("abc", "\r\n--ab")).isNotEqualTo(form("abc", "\r\n--a"));
        assertThat(form("abc", "\r\r\n\r\n--ab")).isEqualTo(form("xyz", "\r\r\n\r\n--ab"));
    }

    @Test
    void the_digest_covers_unread_bytes_and_the_path() throws Exception {
        assertThat(digest("/a", "{}", MediaType.APPLICATION_JSON_TYPE, 0))
                .isEqualTo(digest("/a", "{}", MediaType.APPLICATION_JSON_TYPE, 2))
                .isNotEqualTo(digest("/a", "{ }", MediaType.APPLICATION_JSON_TYPE, 0))
                .isNotEqualTo(digest("/b", "{}", MediaType.APPLICATION_JSON_TYPE, 0));
    }

    private static byte[] form(String boundary, String file) throws IOException {
        String body = "--%1$s\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n%2$s\r\n--%1$s--\r\n"
                .formatted(boundary, file);
        MediaType type = new MediaType("multipart", "form-data", Map.of("boundary", boundary));
        return digest("/", body, type, 7);
    }

    private static byte[] digest(String address, String text, MediaType type, int readBefore) throws IOException {
        try (RequestBodyDigest body =
                new RequestBodyDigest(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), address, type)) {
            body.readNBytes(readBefore);
            return body.finish();
        }
    }
}
