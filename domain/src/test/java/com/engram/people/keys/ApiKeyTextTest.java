package com.engram.people.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTextTest {

    private static final String SECRET = "abcdefghij_klmno-pqrst";

    @Test
    void a_key_falls_into_its_parts() {
        assertThat(ApiKeyText.parse("eng_live_Ab3dEf9h_" + SECRET)).contains(new ApiKeyText(true, "Ab3dEf9h", SECRET));
        assertThat(ApiKeyText.parse("eng_test_Ab3dEf9h_" + SECRET)).contains(new ApiKeyText(false, "Ab3dEf9h", SECRET));
    }

    @RepeatedTest(20)
    void a_fresh_key_is_read_as_it_was_written() {
        ApiKeyText fresh = ApiKeyText.random(true);

        assertThat(ApiKeyText.parse(fresh.toString())).contains(fresh);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "eng_live_Ab3dEf9h",
                "eng_live_Ab3dEf9h_short",
                "eng_prod_Ab3dEf9h_abcdefghijklmnopqrst",
                "eng_live_Ab3dEf9_abcdefghijklmnopqrst",
                "eng_live_Ab3dEf9h_abcdefghijklmnopq'--",
                " eng_live_Ab3dEf9h_abcdefghijklmnopqrst",
                "eng_live_Ab3dEf9h_abcdefghijklmnopqrst\n"
            })
    void anything_else_is_no_key(String text) {
        assertThat(ApiKeyText.parse(text)).isEmpty();
    }
}
