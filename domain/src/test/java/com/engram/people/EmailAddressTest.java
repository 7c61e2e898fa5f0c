package com.engram.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @Test
    void an_address_is_kept_in_small_letters_without_spaces_around() {
        assertThat(EmailAddress.parse(" Ann.Lee+a@Example.COM ")).contains(new EmailAddress("ann.lee+a@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "ann@",
                "@example.com",
                "a b@example.com",
                "a@x.com,b@x.com",
                "a@x.com\r\nBcc: b@x.com"
            })
    void a_text_that_is_none_is_refused(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }
}
