package com.engram.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

    private final EntityTag tag = EntityTag.ofFingerprint("abc");

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "W/\"abc\"", " \"x\", \"abc\" ", "*"})
    void a_client_that_has_the_content_says_so(String header) {
        assertThat(tag.matches(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "\"ab\"", "\"abcd\"", "\"a\",\"b\"", ",,"})
    void any_other_tag_is_of_other_content(String header) {
        assertThat(tag.matches(header)).isFalse();
    }

    @Test
    void another_body_has_another_tag() {
        EntityTag one = EntityTag.weakOf("one".getBytes(StandardCharsets.UTF_8));
        assertThat(one.value()).startsWith("W/\"").endsWith("\"");
        assertThat(one).isEqualTo(EntityTag.weakOf("one".getBytes(StandardCharsets.UTF_8)));
        assertThat(one).isNotEqualTo(EntityTag.weakOf("two".getBytes(StandardCharsets.UTF_8)));
    }
}
