package com.engram.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.language.Language;
import com.engram.web.pages.PageWords.LinkedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageWordsTest {

    private final PageWords words = new PageWords(Language.ENGLISH);

    @Test
    void a_sentence_is_split_at_its_link() {
        LinkedText text = words.linked("Too large. [Upgrade](/billing) to go on.");

        assertThat(text.before()).isEqualTo("Too large. ");
        assertThat(text.link()).contains("Upgrade");
        assertThat(text.href()).isEqualTo("/billing");
        assertThat(text.after()).isEqualTo(" to go on.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a](//host/x).png", "[a](https://host).png", "[a](javascript:x).png", "[a](/x\"y).png"})
    void a_file_name_links_no_other_site(String name) {
        assertThat(words.linked("The first file, " + name + ": Not an image file.")
                        .link())
                .isEmpty();
    }

    @Test
    void a_negative_number_has_a_minus_sign() {
        assertThat(words.decimal(-0.14, 1)).isEqualTo("\u22120.1");
        assertThat(new PageWords(Language.ITALIAN).decimal(1.25, 1)).isEqualTo("1,2");
    }
}
