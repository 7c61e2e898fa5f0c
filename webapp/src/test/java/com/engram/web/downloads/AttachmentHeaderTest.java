package com.engram.web.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names of downloads that are named after a file of a user. */
class AttachmentHeaderTest {

    @Test
    void a_download_has_the_name_of_the_file_without_its_ending() {
        assertThat(AttachmentHeader.named("banner.v2.png", "-deep-map.png"))
                .isEqualTo("attachment; filename=\"banner.v2-deep-map.png\";"
                        + " filename*=UTF-8''banner.v2-deep-map.png");
    }

    @Test
    void other_letters_stay_in_the_encoded_name() {
        assertThat(AttachmentHeader.named("Caffè 1.jpg", "-map.png"))
                .isEqualTo("attachment; filename=\"Caff_ 1-map.png\"; filename*=UTF-8''Caff%C3%A8%201-map.png");
    }

    @Test
    void what_would_end_the_header_or_lead_to_another_folder_is_replaced() {
        String header = AttachmentHeader.named("../a\"; x=\"\r\nSet-Cookie: b\u202Egpj.exe", "-map.png");

        assertThat(header).doesNotContain("\r", "\n", "/", "\u202E").doesNotContain("x=\"");
        assertThat(AttachmentHeader.named("\u200B", "-map.png")).contains("filename=\"_-map.png\"");
    }
}
