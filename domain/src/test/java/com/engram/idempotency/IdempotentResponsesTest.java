package com.engram.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestTenants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A key is claimed by one request, as long as that request runs, and its response is stored with its effect. */
@DomainTest
class IdempotentResponsesTest {

    private static final String KEY = "key";
    private static final byte[] TARGET = {1};
    private static final byte[] HASH = {2};

    private final IdempotentResponses responses;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    IdempotentResponsesTest(
            IdempotentResponses responses,
            Database database,
            InTransaction inTransaction,
            TestTenants tenants,
            SettableClock clock) {
        this.responses = responses;
        this.database = database;
        this.inTransaction = inTransaction;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
    }

    @Test
    void a_claim_holds_as_long_as_its_request_renews_it() {
        Claim first = claimed();

        for (int i = 0; i < 20; i++) {
            clock.tick(Duration.ofSeconds(50));
            tenants.callAsOperator(() -> {
                responses.renew(List.of(first.token()));
                return true;
            });
        }

        assertThat(claim()).isInstanceOf(ClaimResult.Running.class);
    }

    @Test
    void the_claim_of_a_request_that_ended_with_its_server_expires() {
        claimed();

        clock.tick(IdempotentResponses.LEASE);
        assertThat(claim()).isInstanceOf(ClaimResult.Running.class);
        clock.tick(Duration.ofSeconds(1));
        assertThat(claim()).isInstanceOf(ClaimResult.Claimed.class);
    }

    @Test
    void the_response_is_stored_with_the_effect_or_not_at_all() {
        Claim claim = claimed();

        assertThatThrownBy(() -> inTransaction(() -> {
                    rename("Lost");
                    responses.storeWithEffect(claim, response(201));
                    throw new IllegalStateException("The server fails before the commit");
                }))
                .hasMessageContaining("before the commit");
        assertThat(name()).isNotEqualTo("Lost");
        assertThat(claim()).isInstanceOf(ClaimResult.Running.class);

        inTransaction(() -> {
            rename("Kept");
            responses.storeWithEffect(claim, response(201));
            return true;
        });
        assertThat(name()).isEqualTo("Kept");
        assertThat(claim())
                .isInstanceOfSatisfying(
                        ClaimResult.Finished.class,
                        finished -> assertThat(finished.response().body())
                                .isEqualTo(response(201).body()));
    }

    @Test
    void an_operators_response_is_stored_with_an_effect_in_the_scope_of_a_tenant() {
        UUID operator = UUID.randomUUID();
        Claim claim = ((ClaimResult.Claimed) claimOf(operator)).claim();

        inTransaction(() -> {
            rename("By the operator");
            responses.storeWithEffect(claim, response(201));
            return true;
        });

        assertThat(name()).isEqualTo("By the operator");
        assertThat(claimOf(operator))
                .isInstanceOfSatisfying(
                        ClaimResult.Finished.class,
                        finished -> assertThat(finished.response().body())
                                .isEqualTo(response(201).body()));
    }

    @Test
    void nobody_stores_a_response_for_another_owner_without_the_token_of_its_claim() {
        UUID operator = UUID.randomUUID();
        claimOf(operator);

        assertThatThrownBy(() -> inTransaction(() -> {
                    rename("Lost");
                    responses.storeWithEffect(new Claim(operator, KEY, UUID.randomUUID()), response(201));
                    return true;
                }))
                .isInstanceOf(ClaimLostException.class);

        assertThat(name()).isNotEqualTo("Lost");
        assertThat(claimOf(operator)).isInstanceOf(ClaimResult.Running.class);
    }

    private ClaimResult claimOf(UUID operator) {
        return tenants.callAsOperator(() -> responses.claim(operator, KEY, TARGET));
    }

    @Test
    void a_request_that_was_stopped_beyond_its_lease_rolls_its_effect_back() {
        Claim first = claimed();
        clock.tick(IdempotentResponses.LEASE.plusSeconds(1));
        Claim second = claimed();

        assertThatThrownBy(() -> inTransaction(() -> {
                    rename("Twice");
                    responses.storeWithEffect(first, response(201));
                    return true;
                }))
                .isInstanceOf(ClaimLostException.class);

        assertThat(name()).isNotEqualTo("Twice");
        run(() -> responses.store(first, response(201)));
        assertThat(claim()).isInstanceOf(ClaimResult.Running.class);
        run(() -> responses.release(first));
        assertThat(claim()).isInstanceOf(ClaimResult.Running.class);
        run(() -> responses.release(second));
        assertThat(claim()).isInstanceOf(ClaimResult.Claimed.class);
    }

    @Test
    void a_running_request_is_known_by_its_target_and_by_its_body_once_that_was_read() {
        Claim first = claimed();
        assertThat(claim()).isInstanceOfSatisfying(ClaimResult.Running.class, running -> {
            assertThat(running.targetHash()).isEqualTo(TARGET);
            assertThat(running.requestHash()).isNull();
        });

        run(() -> responses.recordRequest(first, HASH));

        assertThat(claim())
                .isInstanceOfSatisfying(
                        ClaimResult.Running.class,
                        running -> assertThat(running.requestHash()).isEqualTo(HASH));
    }

    @Test
    void responses_that_may_differ_next_time_are_not_kept() {
        assertThat(List.of(402, 429, 500, 503)).noneMatch(StoredResponse::isKept);
        assertThat(List.of(200, 201, 202, 400, 404, 409, 422)).allMatch(StoredResponse::isKept);
    }

    @Test
    void a_response_is_kept_for_a_day() {
        Claim claim = claimed();
        run(() -> responses.store(claim, response(201)));

        clock.tick(Duration.ofDays(1));
        assertThat(claim()).isInstanceOf(ClaimResult.Finished.class);
        clock.tick(Duration.ofSeconds(1));
        assertThat(claim()).isInstanceOf(ClaimResult.Claimed.class);
    }

    @Test
    void tenants_have_keys_of_their_own() {
        claimed();
        TenantId other = tenants.open("free");

        assertThat(tenants.call(other, () -> responses.claim(other.value(), KEY, TARGET)))
                .isInstanceOf(ClaimResult.Claimed.class);
    }

    private static StoredResponse response(int status) {
        return new StoredResponse(
                HASH, status, null, "application/json", "{\"secret\": 1}".getBytes(StandardCharsets.UTF_8));
    }

    private ClaimResult claim() {
        return tenants.call(tenant, () -> responses.claim(tenant.value(), KEY, TARGET));
    }

    private Claim claimed() {
        return ((ClaimResult.Claimed) claim()).claim();
    }

    private void run(Runnable work) {
        tenants.run(tenant, work);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return tenants.call(tenant, () -> inTransaction.call(work));
    }

    private void rename(String name) {
        database.sql("update tenant set name = :name where id = :tenant")
                .bind("name", name)
                .bind("tenant", tenant)
                .update();
    }

    private String name() {
        UUID id = tenant.value();
        return inTransaction(() -> database.sql("select name from tenant where id = :id")
                .bind("id", id)
                .get(String.class));
    }
}
