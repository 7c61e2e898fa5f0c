package com.engram.people.factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1111111109);

    @Test
    void codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of its eight digits
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(59))).isEqualTo("287082");
        assertThat(Totp.code(SECRET, NOW)).isEqualTo("081804");
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(20000000000L))).isEqualTo("353130");
    }

    @Test
    void a_code_holds_for_its_step_and_the_neighbours() {
        assertThat(Totp.acceptedStep(SECRET, "081 804", NOW, 0)).hasValue(1111111109 / 30);
        assertThat(Totp.acceptedStep(SECRET, "081804", NOW.plusSeconds(30), 0)).isPresent();
        assertThat(Totp.acceptedStep(SECRET, "081804", NOW.minusSeconds(30), 0)).isPresent();
        assertThat(Totp.acceptedStep(SECRET, "081804", NOW.plusSeconds(60), 0)).isEmpty();
    }

    @Test
    void a_code_is_accepted_once() {
        assertThat(Totp.acceptedStep(SECRET, "081804", NOW, 1111111109 / 30)).isEmpty();
    }

    @Test
    void a_wrong_code_is_not_accepted() {
        assertThat(Totp.acceptedStep(SECRET, "081805", NOW, 0)).isEmpty();
        assertThat(Totp.acceptedStep(SECRET, "", NOW, 0)).isEmpty();
    }

    @Test
    void an_app_is_told_who_issues_for_whom() {
        assertThat(Totp.uri(SECRET, "ann@example.com"))
                .isEqualTo("otpauth://totp/Engram%3Aann%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Engram&algorithm=SHA1&digits=6&period=30");
    }
}
