package com.engram.people.closing;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.database.Database;
import com.engram.people.signin.Sessions;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestPeople;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Closing an account, and its erasure after the grace period. */
@DomainTest
class CloseAccountTest {

    private static final String ANN = "ann@example.com";
    private static final String BEN = "ben@example.com";

    private final CloseAccount closeAccount;
    private final EraseAccount eraseAccount;
    private final Sessions sessions;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestImages images;
    private final TestScores scores;
    private final TestOutbox outbox;
    private final TestPeople people;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    CloseAccountTest(
            CloseAccount closeAccount,
            EraseAccount eraseAccount,
            Sessions sessions,
            Database database,
            InTransaction inTransaction,
            TestImages images,
            TestScores scores,
            TestOutbox outbox,
            TestPeople people,
            TestTenants tenants,
            SettableClock clock) {
        this.closeAccount = closeAccount;
        this.eraseAccount = eraseAccount;
        this.sessions = sessions;
        this.database = database;
        this.inTransaction = inTransaction;
        this.images = images;
        this.scores = scores;
        this.outbox = outbox;
        this.people = people;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("pro");
        people.add(tenant, ANN, "owner");
    }

    @Test
    void all_members_are_told_and_the_account_is_due_after_two_weeks() {
        people.add(tenant, BEN, "viewer");

        tenants.run(tenant, closeAccount::close);

        assertThat(tenants.call(tenant, closeAccount::closesAt))
                .contains(SettableClock.START.plus(Duration.ofDays(14)));
        assertThat(outbox.subjects(ANN)).containsExactly("The Engram account Test pro closes on 29 May 2030");
        assertThat(outbox.subjects(BEN)).hasSize(1);
        clock.tick(Duration.ofDays(14).minusSeconds(1));
        assertThat(eraseAccount.listDue()).isEmpty();
        assertThat(eraseAccount.begin(tenant)).as("not yet").isFalse();
        clock.tick(Duration.ofSeconds(1));
        assertThat(eraseAccount.listDue()).containsExactly(tenant);
    }

    @Test
    void closing_can_be_cancelled() {
        tenants.run(tenant, closeAccount::close);
        tenants.run(tenant, closeAccount::keep);

        assertThat(tenants.call(tenant, closeAccount::closesAt)).isEmpty();
        assertThat(outbox.subjects(ANN)).last().asString().isEqualTo("The Engram account Test pro stays open");
        clock.tick(Duration.ofDays(30));
        assertThat(eraseAccount.listDue()).isEmpty();
        eraseAccount.erase(tenant);
        assertThat(count("tenant where id = :tenant")).isEqualTo(1);
    }

    @Test
    void keeping_an_account_that_is_not_to_be_closed_tells_nobody() {
        tenants.run(tenant, closeAccount::keep);

        assertThat(outbox.subjects(ANN)).isEmpty();
    }

    @Test
    void closing_cannot_be_cancelled_once_erasure_has_started() {
        tenants.run(tenant, closeAccount::close);
        clock.tick(Duration.ofDays(14));
        assertThat(eraseAccount.begin(tenant)).isTrue();

        tenants.run(tenant, closeAccount::keep);

        assertThat(tenants.call(tenant, closeAccount::closesAt)).isPresent();
        assertThat(outbox.subjects(ANN)).hasSize(1);
        assertThat(count("tenant where id = :tenant and suspended_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void erasure_deletes_rows_and_people_and_keeps_the_books() {
        TenantId other = tenants.open("free");
        UUID ben = people.add(tenant, BEN, "admin");
        people.join(other, ben, "owner");
        images.queue(tenant);
        scores.scoreAll(0.5);
        images.queue(tenant);
        tenants.run(tenant, closeAccount::close);
        clock.tick(Duration.ofDays(14));

        eraseAccount.begin(tenant);
        eraseAccount.erase(tenant);
        eraseAccount.erase(tenant);

        assertThat(count("tenant where id = :tenant")).isZero();
        assertThat(count("image where tenant_id = :tenant")).isZero();
        assertThat(count("analysis where tenant_id = :tenant")).isZero();
        assertThat(count("membership where tenant_id = :tenant")).isZero();
        assertThat(count("image_tombstone where tenant_id = :tenant")).isEqualTo(2);
        assertThat(count("closed_account where tenant_id = :tenant and credits_used = 1 and plan_code = 'pro'"))
                .isEqualTo(1);
        assertThat(sessions.find(ANN)).as("belonged to no other account").isEmpty();
        assertThat(sessions.find(BEN)).contains(new Sessions.Authenticated(ben, other));
    }

    private long count(String from) {
        return tenants.callAsOperator(() -> inTransaction.call(() -> database.sql("select count(*) from " + from)
                .bind("tenant", tenant)
                .get(Long.class)));
    }
}
