package com.engram.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.engram.web.security.RequestParameters.InvalidParameterException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestParametersTest {

    @Test
    void names_and_values_are_decoded_as_utf_8() throws Exception {
        assertThat(parse("a=1&b=x+y%20z&a=2&caf%c3%a9=%e6%97%a5&empty=&flag&&=v"))
                .containsOnlyKeys("a", "b", "café", "empty", "flag", "")
                .containsEntry("a", new String[] {"1", "2"})
                .containsEntry("b", new String[] {"x y z"})
                .containsEntry("café", new String[] {"日"})
                .containsEntry("empty", new String[] {""})
                .containsEntry("flag", new String[] {""});
    }

    @Test
    void a_query_that_the_container_passes_on_byte_by_byte_is_utf_8() throws Exception {
        RequestParameters parameters = new RequestParameters();
        parameters.addQuery(new String("q=é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        assertThat(parameters.asMap()).containsEntry("q", new String[] {"é"});
    }

    @Test
    void a_text_with_nul_is_refused_by_name() {
        for (String form : new String[] {"q=%00", "q=a%00b", "q=\u0000"}) {
            assertThatExceptionOfType(InvalidParameterException.class)
                    .isThrownBy(() -> parse("a=b&" + form))
                    .satisfies(e -> assertThat(e.parameter()).isEqualTo("q"));
        }
        assertThatExceptionOfType(InvalidParameterException.class).isThrownBy(() -> parse("q%00=1"));
    }

    @Test
    void malformed_percent_encoding_is_refused() {
        for (String value : new String[] {"%", "%4", "%zz", "%4g", "100%", "%-1"}) {
            assertThatExceptionOfType(InvalidParameterException.class)
                    .as(value)
                    .isThrownBy(() -> parse("q=" + value))
                    .satisfies(e -> assertThat(e.parameter()).isEqualTo("q"));
        }
    }

    @Test
    void the_number_of_parameters_is_limited() {
        assertThatExceptionOfType(InvalidParameterException.class).isThrownBy(() -> parse("a=1&".repeat(10_001)));
    }

    private static Map<String, String[]> parse(String form) throws InvalidParameterException {
        RequestParameters parameters = new RequestParameters();
        parameters.add(form.getBytes(StandardCharsets.UTF_8));
        return parameters.asMap();
    }
}
