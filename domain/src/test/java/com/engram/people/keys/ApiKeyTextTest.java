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

    @RepeatedTest(20)
    void a_fresh_key_has_no_fault_and_a_wrong_character_is_one() {
        String fresh = ApiKeyText.random(true).toString();
        int last = fresh.length() - 1;

        assertThat(ApiKeyText.findFault(fresh)).isEmpty();
        for (int wrong : new int[] {"eng_live_".length(), "eng_live_12345678_".length(), last}) {
            String mistyped =
                    fresh.substring(0, wrong) + (fresh.charAt(wrong) == 'x' ? 'y' : 'x') + fresh.substring(wrong + 1);
            assertThat(ApiKeyText.findFault(mistyped)).contains(ApiKeyText.Fault.MISTYPED);
        }
        assertThat(ApiKeyText.findFault(fresh.substring(0, last))).contains(ApiKeyText.Fault.MISTYPED);
        assertThat(ApiKeyText.findFault("live" + fresh)).contains(ApiKeyText.Fault.MALFORMED);
    }

    @Test
    void a_key_from_before_checksums_has_no_fault() {
        assertThat(ApiKeyText.findFault("eng_live_Ab3dEf9h_" + "s".repeat(40))).isEmpty();
    }
}
