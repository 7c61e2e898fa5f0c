package com.engram.people.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.limits.RateLimitDecision;
import com.engram.tenancy.TenantId;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The limits for attempts and for emails that visitors cause. */
@DomainTest
class ThrottleTest {

    private static final String EMAIL = "ann@example.com";
    private static final String ADDRESS = "192.0.2.1";

    private static final int MANY = 30;

    private final Throttle throttle;

    ThrottleTest(Throttle throttle) {
        this.throttle = throttle;
    }

    @Test
    void right_codes_do_not_use_up_the_attempts() {
        for (int i = 0; i < MANY; i++) {
            assertThat(throttle.checkCode("ann").allowed()).isTrue();
            throttle.clearCodeAttempt("ann");
            assertThat(throttle.checkProof("ann").allowed()).isTrue();
            throttle.clearProofAttempt("ann");
        }
    }

    @Test
    void wrong_codes_use_up_the_attempts() {
        for (int i = 0; i < MANY; i++) {
            throttle.checkCode("ben");
            throttle.checkProof("ben");
        }
        assertThat(throttle.checkCode("ben").allowed()).isFalse();
        assertThat(throttle.checkProof("ben").allowed()).isFalse();
    }

    @Test
    void a_network_address_finds_out_ten_known_email_addresses_an_hour() {
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.checkUnconfirmedSignUp("192.0.2.7").allowed()).isTrue();
        }
        assertThat(throttle.checkUnconfirmedSignUp("192.0.2.7").allowed()).isFalse();
        assertThat(throttle.checkUnconfirmedSignUp("192.0.2.8").allowed()).isTrue();
    }

    @Test
    void ten_wrong_passwords_are_allowed_from_wherever_they_come() {
        for (int i = 0; i < 10; i++) {
            assertThat(stranger("192.0.2." + i).allowed()).isTrue();
        }

        RateLimitDecision refused = stranger("198.51.100.1");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(90));
        assertThat(throttle.checkPassword("ANN@example.com ", ADDRESS, false, "")
                        .allowed())
                .as("the same address, written otherwise")
                .isFalse();
        assertThat(throttle.checkPassword("ben@example.com", ADDRESS, false, "").allowed())
                .as("another person")
                .isTrue();
    }

    @Test
    void a_known_device_is_not_kept_waiting_by_strangers() {
        exhaust();

        assertThat(throttle.checkPassword(EMAIL, ADDRESS, true, "device").allowed())
                .isTrue();
        assertThat(throttle.checkPassword(EMAIL, ADDRESS, false, "device").allowed())
                .as("a device id proves nothing by itself")
                .isFalse();
    }

    @Test
    void a_right_password_returns_its_permit() {
        for (int i = 0; i < 20; i++) {
            assertThat(stranger(ADDRESS).allowed()).isTrue();
            throttle.clearPasswordAttempts(EMAIL, ADDRESS, false, "");
        }
    }

    @Test
    void an_operators_attempts_are_counted_separately() {
        exhaust();

        assertThat(throttle.checkOperatorPassword(EMAIL, ADDRESS, Optional.empty())
                        .allowed())
                .isTrue();
    }

    @Test
    void six_codes_and_ten_proofs_are_allowed() {
        for (int i = 0; i < 6; i++) {
            assertThat(throttle.checkCode("person").allowed()).isTrue();
        }
        assertThat(throttle.checkCode("person").allowed()).isFalse();
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.checkProof("person").allowed()).isTrue();
        }
        assertThat(throttle.checkProof("person").allowed()).isFalse();
        assertThat(throttle.checkProof("another").allowed()).isTrue();
    }

    @Test
    void an_address_gets_four_emails_an_hour_from_all_accounts_together() {
        for (int i = 0; i < 4; i++) {
            assertThat(invitation(account(), EMAIL).allowed()).isTrue();
        }

        assertThat(invitation(account(), EMAIL).allowed()).isFalse();
        assertThat(throttle.checkEmail("ann@EXAMPLE.com").allowed()).isFalse();
    }

    @Test
    void an_account_sends_a_hundred_invitations_a_day() {
        TenantId account = account();
        for (int i = 0; i < 100; i++) {
            assertThat(invitation(account, "guest-" + i + "@example.com").allowed())
                    .isTrue();
        }

        assertThat(invitation(account, "one.more@example.com").allowed()).isFalse();
        assertThat(invitation(account(), "one.more@example.com").allowed()).isTrue();
    }

    @Test
    void an_ip_address_has_two_hundred_visits() {
        for (int i = 0; i < 200; i++) {
            assertThat(throttle.checkVisit(ADDRESS).allowed()).isTrue();
        }

        assertThat(throttle.checkVisit(ADDRESS).allowed()).isFalse();
        assertThat(stranger(ADDRESS).allowed()).as("passwords count as visits").isFalse();
        assertThat(throttle.checkVisit("192.0.2.2").allowed()).isTrue();
        throttle.clearVisit(ADDRESS);
        assertThat(throttle.checkVisit(ADDRESS).allowed()).isTrue();
    }

    @Test
    void parallel_attempts_do_not_exceed_the_limit() throws Exception {
        List<List<Boolean>> results = AtOnce.run(
                4,
                () -> java.util.stream.IntStream.range(0, 6)
                        .mapToObj(i -> stranger(ADDRESS).allowed())
                        .toList());

        assertThat(results.stream().flatMap(List::stream).filter(allowed -> allowed))
                .hasSize(10);
    }

    private void exhaust() {
        while (stranger(ADDRESS).allowed()) {
            // the next attempt
        }
    }

    private RateLimitDecision stranger(String ipAddress) {
        return throttle.checkPassword(EMAIL, ipAddress, false, "");
    }

    private RateLimitDecision invitation(TenantId account, String email) {
        return throttle.checkInvitation(account, email);
    }

    private static TenantId account() {
        return new TenantId(UUID.randomUUID());
    }
}
