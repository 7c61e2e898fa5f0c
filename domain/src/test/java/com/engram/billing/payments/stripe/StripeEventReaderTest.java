package com.engram.billing.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.billing.payments.ParsedEvent;
import com.engram.billing.payments.ParsedEvent.Reason;
import com.engram.billing.payments.ParsedEvent.Rejected;
import com.engram.billing.payments.ParsedEvent.Verified;
import com.engram.billing.payments.PriceTax;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.Test;

class StripeEventReaderTest {

    private static final Instant NOW = Instant.parse("2030-05-15T12:00:00Z");
    private static final String SECRET = "whsec_test";
    private static final String BODY = "{\"id\": \"evt_1\", \"type\": \"invoice.paid\", \"data\": {\"object\": "
            + "{\"object\": \"invoice\", \"id\": \"in_1\", \"customer\": \"cus_1\"}}}";

    @Test
    void a_signature_within_five_minutes_either_way_is_accepted() {
        assertThat(read(BODY, signed(NOW))).isInstanceOf(Verified.class);
        assertThat(read(BODY, signed(NOW.minus(Duration.ofMinutes(5))))).isInstanceOf(Verified.class);
        assertThat(read(BODY, signed(NOW.plus(Duration.ofMinutes(5))))).isInstanceOf(Verified.class);
    }

    @Test
    void a_signature_from_more_than_five_minutes_ago_is_rejected() {
        assertThat(read(BODY, signed(NOW.minus(Duration.ofSeconds(301))))).isEqualTo(new Rejected(Reason.TOO_OLD));
    }

    @Test
    void a_signature_dated_more_than_five_minutes_in_the_future_is_rejected() {
        assertThat(read(BODY, signed(NOW.plus(Duration.ofSeconds(301))))).isEqualTo(new Rejected(Reason.IN_THE_FUTURE));
        assertThat(read(BODY, signed("999999999999999999"))).isEqualTo(new Rejected(Reason.IN_THE_FUTURE));
    }

    @Test
    void a_signature_of_another_body_or_secret_is_rejected() {
        assertThat(read(BODY + " ", signed(NOW))).isEqualTo(new Rejected(Reason.BAD_SIGNATURE));
        assertThat(read(BODY, "")).isEqualTo(new Rejected(Reason.BAD_SIGNATURE));
        assertThat(read(BODY, signed(NOW).replace("v1=", "v0="))).isEqualTo(new Rejected(Reason.BAD_SIGNATURE));
    }

    @Test
    void a_time_that_is_added_to_a_signature_changes_nothing() {
        String old = signed(NOW.minus(Duration.ofHours(1)));

        assertThat(read(BODY, old + ",t=" + NOW.getEpochSecond())).isInstanceOf(Rejected.class);
        assertThat(read(BODY, "t=" + NOW.getEpochSecond() + "," + old)).isInstanceOf(Rejected.class);
    }

    @Test
    void a_signed_body_that_is_no_event_is_rejected() {
        String body = "[]";
        String time = Long.toString(NOW.getEpochSecond());

        assertThat(read(body, signed(body, time))).isEqualTo(new Rejected(Reason.NOT_AN_EVENT));
    }

    private static ParsedEvent read(String body, String signature) {
        StripeSettings settings = new StripeSettings(
                Optional.of("sk"),
                Optional.of(SECRET),
                Optional.empty(),
                300,
                false,
                new PriceTax(Optional.empty(), false, "exclusive"),
                false);
        return StripeEventReader.read(body, signature, settings, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String signed(Instant time) {
        return signed(Long.toString(time.getEpochSecond()));
    }

    private static String signed(String time) {
        return signed(BODY, time);
    }

    private static String signed(String body, String time) {
        return "t=" + time + ",v1=" + new HmacUtils(HmacAlgorithms.HMAC_SHA_256, SECRET).hmacHex(time + "." + body);
    }
}
