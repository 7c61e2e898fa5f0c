package com.engram.people.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.people.keys.ApiKeys;
import com.engram.people.members.Members;
import com.engram.tenancy.AccessChanged;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.SettableClock;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Who keeps an event stream open is checked as if calling again, and every server learns at once of lost access. */
@DomainTest
class FindLostAccessTest {

    private final FindLostAccess findLostAccess;
    private final Sessions sessions;
    private final Members members;
    private final ApiKeys keys;
    private final Tenants allTenants;
    private final InTransaction inTransaction;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;
    private final UUID ann;
    private final Caller session;

    FindLostAccessTest(
            FindLostAccess findLostAccess,
            Sessions sessions,
            Members members,
            ApiKeys keys,
            Tenants allTenants,
            InTransaction inTransaction,
            TestPeople people,
            TestTenants tenants,
            SettableClock clock) {
        this.findLostAccess = findLostAccess;
        this.sessions = sessions;
        this.members = members;
        this.keys = keys;
        this.allTenants = allTenants;
        this.inTransaction = inTransaction;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("pro");
        people.add(tenant, "owner@example.com", "owner");
        this.ann = people.add(tenant, "ann@example.com", "member");
        String token = tenants.call(
                tenant,
                () -> sessions.open(ann, new SessionOrigin("192.0.2.1", "Browser", "password"), Optional.empty()));
        this.session = sessions.findCaller(token).orElseThrow();
    }

    @Test
    void a_session_that_is_active_keeps_its_streams() {
        assertThat(lost(session)).isEmpty();
    }

    @Test
    void a_revoked_session_loses_access_and_all_servers_are_notified() throws SQLException {
        assertNotified(() -> tenants.call(tenant, () -> sessions.revoke(ann, session.id())));
        assertThat(lost(session)).containsExactly(session.id());
    }

    @Test
    void a_removed_member_loses_access_and_all_servers_are_notified() throws SQLException {
        assertNotified(() -> tenants.call(
                tenant,
                () -> members.remove(members.listMembers().stream()
                        .filter(member -> member.person().equals(ann))
                        .findFirst()
                        .orElseThrow())));
        assertThat(lost(session)).containsExactly(session.id());
    }

    @Test
    void a_suspended_account_loses_access_and_all_servers_are_notified() throws SQLException {
        assertNotified(() -> tenants.callAsOperator(() -> inTransaction.call(() -> {
            allTenants.setSuspended(tenant, true, clock.instant());
            return true;
        })));
        assertThat(lost(session)).containsExactly(session.id());
    }

    @Test
    void a_revoked_key_loses_access_and_all_servers_are_notified() throws SQLException {
        ApiKeys.Issued issued =
                tenants.call(tenant, () -> keys.issue("Integration", Set.of(Permission.READ), true, Optional.empty()));
        Caller key = keys.findCaller(issued.secret()).orElseThrow();
        assertThat(lost(key)).isEmpty();

        assertNotified(() -> tenants.call(tenant, () -> keys.revoke(issued.id())));

        assertThat(lost(key)).containsExactly(key.id());
        assertThat(lost(session)).isEmpty();
    }

    @Test
    void a_session_that_was_idle_too_long_loses_access() {
        clock.tick(Duration.ofDays(3));

        assertThat(lost(session)).containsExactly(session.id());
    }

    private Set<UUID> lost(Caller caller) {
        return tenants.callAsOperator(() -> findLostAccess.find(List.of(caller)));
    }

    private void assertNotified(Runnable change) throws SQLException {
        try (Connection listener = TestDatabase.asOwner();
                Statement statement = listener.createStatement()) {
            statement.execute("listen " + AccessChanged.CHANNEL);
            change.run();
            PGNotification[] notifications = listener.unwrap(PGConnection.class).getNotifications(5_000);
            assertThat(notifications)
                    .extracting(PGNotification::getParameter)
                    .contains(tenant.value().toString());
        }
    }
}
