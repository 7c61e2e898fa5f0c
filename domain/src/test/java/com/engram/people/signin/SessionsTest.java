package com.engram.people.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.people.factors.SecondFactor;
import com.engram.people.factors.Totp;
import com.engram.people.signin.ResetPassword.PendingReset;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sessions, password resets and second factors of a person. */
@DomainTest
class SessionsTest {

    private static final String EMAIL = "ann@example.com";
    private static final String PASSWORD = "a new and long passphrase";
    private static final SessionOrigin BROWSER = new SessionOrigin("192.0.2.1", "A browser", "password");

    private final Sessions sessions;
    private final ResetPassword resetPassword;
    private final SecondFactor secondFactor;
    private final DeleteExpiredCredentials deleteExpired;
    private final TestOutbox outbox;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;
    private final UUID person;

    SessionsTest(
            Sessions sessions,
            ResetPassword resetPassword,
            SecondFactor secondFactor,
            DeleteExpiredCredentials deleteExpired,
            TestOutbox outbox,
            TestPeople people,
            TestTenants tenants,
            SettableClock clock) {
        this.sessions = sessions;
        this.resetPassword = resetPassword;
        this.secondFactor = secondFactor;
        this.deleteExpired = deleteExpired;
        this.outbox = outbox;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
        this.person = people.add(tenant, EMAIL, "owner");
    }

    @Test
    void a_session_ends_when_it_is_not_used_for_a_while() {
        String token = open();
        assertThat(sessions.findCaller(token)).hasValueSatisfying(caller -> {
            assertThat(caller.tenant()).contains(tenant);
            assertThat(caller.person()).contains(person);
        });
        UUID id = sessions.findCaller(token).orElseThrow().id();

        clock.tick(Session.IDLE.minusSeconds(1));
        assertThat(sessions.findCaller(token)).isPresent();
        tenants.run(tenant, () -> sessions.touch(id));
        clock.tick(Session.IDLE.minusSeconds(1));
        assertThat(sessions.findCaller(token)).isPresent();
        clock.tick(Duration.ofSeconds(2));
        assertThat(sessions.findCaller(token)).isEmpty();
        assertThat(tenants.callAsOperator(() -> deleteExpired.deleteSessions(10)))
                .isEqualTo(1);
    }

    @Test
    void a_session_ends_after_fourteen_days_although_it_is_used() {
        String token = open();
        UUID id = sessions.findCaller(token).orElseThrow().id();
        for (int day = 0; day < 13; day++) {
            clock.tick(Duration.ofDays(1));
            tenants.run(tenant, () -> sessions.touch(id));
        }

        clock.tick(Duration.ofDays(1).minusSeconds(1));
        assertThat(sessions.findCaller(token)).isPresent();
        clock.tick(Duration.ofSeconds(1));
        assertThat(sessions.findCaller(token)).isEmpty();
    }

    /** A hash takes nearly all of the time; without one the response would come ten times as fast. */
    @Test
    void an_unknown_address_takes_as_long_as_a_known_one() {
        tenants.run(tenant, () -> resetPassword.sendLink(person, EMAIL));
        String token = outbox.bodies(EMAIL).get(0).replaceAll("(?s).*/password/reset/(\\S+).*", "$1");
        PendingReset pending = resetPassword.find(token).orElseThrow();
        tenants.run(tenant, () -> resetPassword.reset(pending, PASSWORD));
        long[] known = new long[5];
        long[] unknown = new long[5];
        for (int i = 0; i < known.length; i++) {
            known[i] = nanos(EMAIL);
            unknown[i] = nanos("nobody@example.com");
        }

        Arrays.sort(known);
        Arrays.sort(unknown);
        assertThat(known[2] / (double) unknown[2]).isBetween(0.5, 2.0);
    }

    private long nanos(String email) {
        long start = System.nanoTime();
        assertThat(sessions.authenticate(email, "a wrong passphrase")).isEmpty();
        return System.nanoTime() - start;
    }

    @Test
    void active_sessions_are_listed_and_ended() {
        String token = open();
        UUID id = sessions.findCaller(token).orElseThrow().id();

        assertThat(tenants.call(tenant, () -> sessions.listActive(person)))
                .singleElement()
                .satisfies(session -> {
                    assertThat(session.id()).isEqualTo(id);
                    assertThat(session.browser()).isEqualTo(BROWSER);
                });
        assertThat(tenants.call(tenant, () -> sessions.isRecentlyProved(id))).isTrue();
        assertThat(tenants.call(tenant, () -> sessions.isSignedInBySso(id))).isFalse();
        assertThat(tenants.call(tenant, () -> sessions.revoke(person, id))).isTrue();
        assertThat(sessions.findCaller(token)).isEmpty();
    }

    @Test
    void a_link_for_a_new_password_works_once_and_for_a_while() {
        tenants.run(tenant, () -> resetPassword.sendLink(person, EMAIL));
        String body = outbox.bodies(EMAIL).get(0);
        String token = body.replaceAll("(?s).*/password/reset/(\\S+).*", "$1");
        PendingReset pending = resetPassword.find(token).orElseThrow();

        assertThat(tenants.call(tenant, () -> resetPassword.reset(pending, PASSWORD)))
                .isEmpty();
        assertThat(tenants.call(tenant, () -> resetPassword.reset(pending, PASSWORD)))
                .isPresent();
        assertThat(resetPassword.find(token)).isEmpty();
        assertThat(sessions.authenticate(EMAIL, PASSWORD)).contains(new Sessions.Authenticated(person, tenant));
        assertThat(sessions.authenticate(EMAIL, "another passphrase")).isEmpty();
        assertThat(sessions.authenticate("nobody@example.com", PASSWORD)).isEmpty();
        assertThat(tenants.callAsOperator(() -> deleteExpired.deleteResets(10))).isEqualTo(1);
    }

    @Test
    void an_expired_link_for_a_new_password_is_not_found() {
        tenants.run(tenant, () -> resetPassword.sendLink(person, EMAIL));
        String token = outbox.bodies(EMAIL).get(0).replaceAll("(?s).*/password/reset/(\\S+).*", "$1");

        clock.tick(Duration.ofMinutes(30));

        assertThat(resetPassword.find(token)).isEmpty();
    }

    @Test
    void each_code_and_each_recovery_code_works_once() {
        byte[] secret = tenants.call(tenant, () -> secondFactor.enrol(person)).orElseThrow();
        assertThat(tenants.call(tenant, () -> secondFactor.confirm(person, "000000")))
                .isEmpty();
        List<String> recovery = tenants.call(tenant, () -> secondFactor.confirm(person, code(secret)))
                .orElseThrow();
        assertThat(tenants.call(tenant, () -> secondFactor.isOn(person))).isTrue();
        assertThat(recovery)
                .as("24 characters of at least 4.75 bits")
                .hasSize(10)
                .allMatch(code -> code.matches("([0-9a-z]{4}-){5}[0-9a-z]{4}"));

        assertThat(verify(code(secret))).isFalse();
        clock.tick(Duration.ofSeconds(30));
        assertThat(verify(code(secret))).isTrue();
        assertThat(verify(code(secret))).isFalse();

        assertThat(verify(recovery.get(0).toUpperCase(Locale.ROOT))).isTrue();
        assertThat(verify(recovery.get(0))).isFalse();
        assertThat(tenants.call(tenant, () -> secondFactor.recoveryCodesLeft(person)))
                .isEqualTo(9);

        tenants.run(tenant, () -> secondFactor.turnOff(person));
        assertThat(tenants.call(tenant, () -> secondFactor.isOn(person))).isFalse();
    }

    @Test
    void a_recovery_code_of_the_former_short_form_still_works() throws Exception {
        byte[] secret = tenants.call(tenant, () -> secondFactor.enrol(person)).orElseThrow();
        tenants.call(tenant, () -> secondFactor.confirm(person, code(secret)));
        try (Connection owner = TestDatabase.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("update recovery_code set code_hash = sha256('a1b2c3d4e5f6')"
                    + " where id = (select min(id::text)::uuid from recovery_code)");
        }

        assertThat(verify("A1B2-C3D4-E5F6")).isTrue();
        assertThat(verify("A1B2-C3D4-E5F6")).isFalse();
    }

    @Test
    void the_secret_of_an_authenticator_app_is_encrypted_in_the_database() throws Exception {
        byte[] secret = tenants.call(tenant, () -> secondFactor.enrol(person)).orElseThrow();

        try (Connection owner = TestDatabase.asOwner();
                Statement statement = owner.createStatement();
                ResultSet stored = statement.executeQuery("select encode(secret, 'hex') from totp")) {
            assertThat(stored.next()).isTrue();
            assertThat(stored.getString(1)).doesNotContain(HexFormat.of().formatHex(secret));
        }
    }

    private boolean verify(String code) {
        return tenants.call(tenant, () -> secondFactor.verify(person, code));
    }

    private String code(byte[] secret) {
        return Totp.code(secret, clock.instant());
    }

    private String open() {
        return tenants.call(tenant, () -> sessions.open(person, BROWSER, Optional.empty()));
    }
}
