package com.engram.client.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.client.webhooks.WebhookVerifier.Genuine;
import com.engram.client.webhooks.WebhookVerifier.Reason;
import com.engram.client.webhooks.WebhookVerifier.Rejected;
import com.engram.client.webhooks.WebhookVerifier.Verification;
import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector is the one that the reference libraries of Standard Webhooks test their signatures with. */
class WebhookVerifierTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long SIGNED_AT = 1_614_265_330L;
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void the_published_vector_is_genuine() {
        assertThat(verify(Duration.ZERO, SIGNATURE, SECRET)).isEqualTo(new Genuine());
        assertThat(verify(Duration.ZERO, SIGNATURE, SECRET.substring("whsec_".length())))
                .isEqualTo(new Genuine());
    }

    @Test
    void a_signature_of_the_reference_library_is_genuine() throws Exception {
        String signature = new Webhook(OTHER_SECRET).sign(ID, SIGNED_AT, BODY);

        assertThat(verify(Duration.ZERO, signature, OTHER_SECRET)).isEqualTo(new Genuine());
    }

    @Test
    void during_a_rotation_any_signature_and_any_secret_will_do() throws Exception {
        String other = new Webhook(OTHER_SECRET).sign(ID, SIGNED_AT, BODY);

        assertThat(verify(Duration.ZERO, other + " v1a,eW91IHNoYWxs " + SIGNATURE, SECRET))
                .isEqualTo(new Genuine());
        assertThat(verify(Duration.ZERO, other, SECRET, OTHER_SECRET)).isEqualTo(new Genuine());
        assertThat(verify(Duration.ZERO, other, SECRET)).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    }

    @ParameterizedTest
    @CsvSource({"300, true", "301, false", "-300, true", "-301, false"})
    void five_minutes_are_tolerated_either_way(long age, boolean genuine) {
        Reason reason = age > 0 ? Reason.TOO_OLD : Reason.TOO_EARLY;

        assertThat(verify(Duration.ofSeconds(age), SIGNATURE, SECRET))
                .isEqualTo(genuine ? new Genuine() : new Rejected(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "v1,",
                "v1,not base64!",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            })
    void another_signature_is_rejected(String signature) {
        assertThat(verify(Duration.ZERO, signature, SECRET)).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    }

    @Test
    void a_changed_body_or_id_is_rejected() {
        WebhookVerifier verifier = verifier(Duration.ZERO, SECRET);
        String time = Long.toString(SIGNED_AT);

        assertThat(verifier.verify(ID, time, SIGNATURE, bytes(BODY + " ")))
                .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
        assertThat(verifier.verify(ID + "x", time, SIGNATURE, bytes(BODY)))
                .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    }

    @Test
    void missing_and_unreadable_headers_are_rejected() {
        WebhookVerifier verifier = verifier(Duration.ZERO, SECRET);
        String time = Long.toString(SIGNED_AT);
        Rejected malformed = new Rejected(Reason.MALFORMED_HEADERS);

        assertThat(verifier.verify(null, time, SIGNATURE, bytes(BODY))).isEqualTo(malformed);
        assertThat(verifier.verify(ID, null, SIGNATURE, bytes(BODY))).isEqualTo(malformed);
        assertThat(verifier.verify(ID, time, null, bytes(BODY))).isEqualTo(malformed);
        assertThat(verifier.verify(ID, "-1", SIGNATURE, bytes(BODY))).isEqualTo(malformed);
        assertThat(verifier.verify(ID, "99999999999999999999", SIGNATURE, bytes(BODY)))
                .isEqualTo(malformed);
    }

    private static Verification verify(Duration age, String signature, String... secrets) {
        return verifier(age, secrets).verify(ID, Long.toString(SIGNED_AT), signature, bytes(BODY));
    }

    private static WebhookVerifier verifier(Duration age, String... secrets) {
        return new WebhookVerifier(Clock.fixed(Instant.ofEpochSecond(SIGNED_AT).plus(age), ZoneOffset.UTC), secrets);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
