package com.engram.people.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.people.OperatorRole;
import com.engram.people.Permission;
import com.engram.people.operators.CreateFirstOperator;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The life cycle of an API key. */
@DomainTest
class ApiKeysTest {

    private static final Set<String> SCOPES = Set.of(Permission.READ, Permission.WRITE);

    private final ApiKeys keys;
    private final CreateFirstOperator createFirstOperator;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    ApiKeysTest(ApiKeys keys, CreateFirstOperator createFirstOperator, TestTenants tenants, SettableClock clock) {
        this.keys = keys;
        this.createFirstOperator = createFirstOperator;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
    }

    @Test
    void a_key_authenticates_its_tenant_with_its_permissions() {
        ApiKeys.Issued key = issue();

        assertThat(keys.findCaller(key.secret())).hasValueSatisfying(caller -> {
            assertThat(caller.id()).isEqualTo(key.id());
            assertThat(caller.tenant()).contains(tenant);
            assertThat(caller.person()).isEmpty();
            assertThat(caller.permissions()).isEqualTo(SCOPES);
            assertThat(caller.suspended()).isFalse();
        });
    }

    @Test
    void a_wrong_secret_or_another_mode_authenticates_nobody() {
        String secret = issue().secret();
        String last = secret.endsWith("a") ? "b" : "a";

        assertThat(keys.findCaller(secret.substring(0, secret.length() - 1) + last))
                .isEmpty();
        assertThat(keys.findCaller(secret.replace("eng_live_", "eng_test_"))).isEmpty();
        assertThat(keys.findCaller("nonsense")).isEmpty();
    }

    @Test
    void a_revoked_key_fails_at_once() {
        ApiKeys.Issued key = issue();

        assertThat(tenants.call(tenants.open("free"), () -> keys.revoke(key.id())))
                .as("by another tenant")
                .isFalse();
        assertThat(keys.findCaller(key.secret())).isPresent();
        assertThat(tenants.call(tenant, () -> keys.revoke(key.id()))).isTrue();

        assertThat(keys.findCaller(key.secret())).isEmpty();
        assertThat(tenants.call(tenant, keys::listKeys)).isEmpty();
    }

    @Test
    void a_key_expires_at_its_expiry_date() {
        String secret = tenants.call(tenant, () -> keys.issue("Website", SCOPES, true, days(30)))
                .secret();

        clock.tick(Duration.ofDays(30).minusSeconds(1));
        assertThat(keys.findCaller(secret)).isPresent();
        clock.tick(Duration.ofSeconds(1));
        assertThat(keys.findCaller(secret)).isEmpty();
        assertThat(tenants.call(tenant, keys::listKeys)).isEmpty();
    }

    @Test
    void after_a_rotation_both_keys_work_until_the_old_one_ends() {
        ApiKeys.Issued old = tenants.call(tenant, () -> keys.issue("Website", SCOPES, false, days(90)));

        ApiKeys.Issued fresh = tenants.call(tenant, () -> keys.rotate(old.id())).orElseThrow();
        assertThat(fresh.secret()).startsWith("eng_test_").isNotEqualTo(old.secret());
        assertThat(keys.findCaller(fresh.secret()))
                .hasValueSatisfying(caller -> assertThat(caller.permissions()).isEqualTo(SCOPES));

        clock.tick(ApiKeys.OVERLAP.minusSeconds(1));
        assertThat(keys.findCaller(old.secret())).isPresent();
        clock.tick(Duration.ofSeconds(1));
        assertThat(keys.findCaller(old.secret())).isEmpty();
        assertThat(keys.findCaller(fresh.secret())).isPresent();
        assertThat(tenants.call(tenant, () -> keys.rotate(old.id()))).isEmpty();

        clock.tick(Duration.ofDays(83));
        assertThat(keys.findCaller(fresh.secret()))
                .as("the new key has the lifetime of the old one")
                .isEmpty();
    }

    @Test
    void a_rotation_does_not_extend_a_key_that_expires_earlier() {
        ApiKeys.Issued old = tenants.call(tenant, () -> keys.issue("Website", SCOPES, true, days(2)));

        tenants.call(tenant, () -> keys.rotate(old.id()));

        clock.tick(Duration.ofDays(2));
        assertThat(keys.findCaller(old.secret())).isEmpty();
    }

    @Test
    void the_last_use_is_recorded_once_a_minute() {
        ApiKeys.Issued key = issue();
        assertThat(lastUse()).isEmpty();

        keys.findCaller(key.secret());
        assertThat(lastUse()).contains(SettableClock.START);
        clock.tick(Duration.ofSeconds(59));
        keys.findCaller(key.secret());
        assertThat(lastUse()).contains(SettableClock.START);
        clock.tick(Duration.ofSeconds(2));
        keys.findCaller(key.secret());
        assertThat(lastUse()).contains(clock.instant());
    }

    @Test
    void the_operators_key_authenticates_the_operator() {
        String key = "eng_live_operator_" + "s".repeat(40);
        tenants.callAsOperator(() -> {
            createFirstOperator.ensure("op@example.com", "a long operator passphrase", key);
            return true;
        });

        assertThat(keys.findCaller(key)).hasValueSatisfying(caller -> {
            assertThat(caller.tenant()).isEmpty();
            assertThat(caller.permissions()).isEqualTo(OperatorRole.ADMINISTRATOR.permissions());
        });
        assertThat(keys.findCaller("eng_live_operator_" + "t".repeat(40))).isEmpty();
    }

    private ApiKeys.Issued issue() {
        return tenants.call(tenant, () -> keys.issue("Website", SCOPES));
    }

    private Optional<Instant> lastUse() {
        return tenants.call(tenant, keys::listKeys).get(0).lastUsedAt();
    }

    private static Optional<Duration> days(int days) {
        return Optional.of(Duration.ofDays(days));
    }
}
