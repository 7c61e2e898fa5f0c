package com.engram.web.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentDispositionTest {

    @Test
    void a_name_in_quotes_is_utf_8_or_latin_1() {
        assertThat(filename("filename=\"Bär 🔥.jpg\"")).isEqualTo("Bär 🔥.jpg");
        assertThat(filenameOf("form-data; name=\"image\"; filename=\"B\u00e4r.jpg\""))
                .isEqualTo("Bär.jpg");
        assertThat(filenameOf("form-data; name=\"image\"; filename=\"10 \u0080.jpg\""))
                .isEqualTo("10 €.jpg");
        assertThat(filename("filename=plain.jpg")).isEqualTo("plain.jpg");
    }

    @Test
    void quotes_and_backslashes_may_be_escaped_or_not() {
        assertThat(filename("filename=\"a \\\"b\\\" \\\\c.jpg\"")).isEqualTo("a \"b\" \\c.jpg");
        assertThat(filename("filename=\"a %22b%22.jpg\"")).isEqualTo("a \"b\".jpg");
        assertThat(filename("filename=\"a \"b\".jpg\"; x=y")).isEqualTo("a \"b\".jpg");
        assertThat(filename("filename=\"C:\\photos\\a.jpg\"")).isEqualTo("C:\\photos\\a.jpg");
        assertThat(filename("filename=\"semi;colon=.jpg\"")).isEqualTo("semi;colon=.jpg");
        assertThat(filename("filename=\"100%.jpg\"")).isEqualTo("100%.jpg");
        assertThat(filename("filename=\"open.jpg")).isEqualTo("open.jpg");
    }

    @Test
    void an_extended_name_is_preferred_if_it_is_valid() {
        assertThat(filename("filename=\"Gr_n.jpg\"; filename*=UTF-8''Gr%C3%BCn%20%F0%9F%94%A5.jpg"))
                .isEqualTo("Grün 🔥.jpg");
        assertThat(filename("filename*=iso-8859-1'de'Gr%FCn.jpg; filename=other.jpg"))
                .isEqualTo("Grün.jpg");
        assertThat(filename("filename*=\"utf-8''Gr%c3%bcn.jpg\"")).isEqualTo("Grün.jpg");
        for (String malformed : List.of("UTF-8''%C3.jpg", "no-charset''a.jpg", "UTF-8", "''a.jpg")) {
            assertThat(filename("filename*=" + malformed + "; filename=\"other.jpg\""))
                    .as(malformed)
                    .isEqualTo("other.jpg");
        }
    }

    @Test
    void a_long_name_may_come_in_sections() {
        assertThat(filename("filename*0*=UTF-8''Gr%C3; filename*1*=%BCn%20; filename*2=\"100%25.jpg\""))
                .isEqualTo("Grün 100%25.jpg");
        assertThat(filename("filename*1=b.jpg; filename*0=\"a \"")).isEqualTo("a b.jpg");
    }

    @Test
    void encoded_words_are_decoded() {
        assertThat(filename("filename=\"=?UTF-8?Q?Gr=C3=BCn_=F0=9F=94=A5.jpg?=\""))
                .isEqualTo("Grün 🔥.jpg");
        assertThat(filename("filename=\"=?utf-8?B?R3LDvG4uanBn?=\"")).isEqualTo("Grün.jpg");
        assertThat(filename("filename=\"=?ISO-8859-1*de?q?Gr=FCn?= a =?UTF-8?Q?b?= =?UTF-8?Q?c.jpg?=\""))
                .isEqualTo("Grün a bc.jpg");
        // The letter is divided between the words.
        assertThat(filename("filename=\"=?UTF-8?Q?Gr=C3?= =?UTF-8?Q?=BCn.jpg?=\""))
                .isEqualTo("Grün.jpg");
        assertThat(filename("filename=\"=?no-charset?Q?a?=\"")).isEqualTo("=?no-charset?Q?a?=");
    }

    @Test
    void the_first_of_two_values_counts_and_case_does_not() {
        ContentDisposition both = ContentDisposition.parse("Form-Data; NAME=image; FileName=a.jpg; filename=b.jpg");

        assertThat(both.name()).contains("image");
        assertThat(both.filename()).contains("a.jpg");
    }

    @Test
    void a_field_has_no_file() {
        ContentDisposition field = ContentDisposition.parse("form-data; name=\"heatmap\"");

        assertThat(field.name()).contains("heatmap");
        assertThat(field.filename()).isEmpty();
        assertThat(ContentDisposition.parse("form-data").name()).isEmpty();
        assertThat(ContentDisposition.parse("form-data;;name;=").name()).isEmpty();
    }

    /** The name of a file in a header that is sent as UTF-8. */
    private static String filename(String parameters) {
        String header = "form-data; name=\"image\"; " + parameters;
        return filenameOf(new String(header.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static String filenameOf(String bytes) {
        return ContentDisposition.parse(bytes).filename().orElseThrow();
    }
}
