package com.engram.people.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.audit.Actor;
import com.engram.audit.AuditEntries;
import com.engram.audit.AuditEntry;
import com.engram.language.Language;
import com.engram.people.Caller;
import com.engram.people.OperatorRole;
import com.engram.people.Permission;
import com.engram.people.keys.ApiKeys;
import com.engram.people.operators.InviteOperator.Gone;
import com.engram.people.operators.InviteOperator.Invited;
import com.engram.people.operators.InviteOperator.Joined;
import com.engram.people.operators.Operators.Operator;
import com.engram.people.operators.SavedFilters.SavedFilter;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Operators, their roles, and how they join and leave. The first operator is an administrator. */
@DomainTest
class OperatorsTest {

    private static final String FIRST = "first@example.com";
    private static final String KEY = "eng_live_first123_" + "s".repeat(40);
    private static final String PASSWORD = "a long and new passphrase";

    private final Operators operators;
    private final InviteOperator inviteOperator;
    private final OperatorSessions sessions;
    private final SavedFilters savedFilters;
    private final ApiKeys keys;
    private final AuditEntries auditEntries;
    private final TestOutbox outbox;
    private final TestTenants tenants;
    private final SettableClock clock;

    OperatorsTest(
            Operators operators,
            InviteOperator inviteOperator,
            OperatorSessions sessions,
            SavedFilters savedFilters,
            CreateFirstOperator createFirstOperator,
            ApiKeys keys,
            AuditEntries auditEntries,
            TestOutbox outbox,
            TestTenants tenants,
            SettableClock clock) {
        this.operators = operators;
        this.inviteOperator = inviteOperator;
        this.sessions = sessions;
        this.savedFilters = savedFilters;
        this.keys = keys;
        this.auditEntries = auditEntries;
        this.outbox = outbox;
        this.tenants = tenants;
        this.clock = clock;
        createFirstOperator.ensure(FIRST, PASSWORD, KEY);
    }

    @Test
    void the_first_operator_is_an_administrator_and_has_the_key() {
        assertThat(operators.listOperators())
                .extracting(Operator::email, Operator::role, Operator::hasKey)
                .containsExactly(tuple(FIRST, "administrator", true));
    }

    @Test
    void an_invited_person_becomes_an_operator_with_the_role_of_the_invitation() {
        UUID ben = join("Ben@example.com", OperatorRole.BILLING);

        assertThat(outbox.bodies("ben@example.com"))
                .singleElement()
                .asString()
                .contains("/admin/invitations/", "a billing operator");
        assertThat(operators.find(ben).orElseThrow().role()).isEqualTo("billing");
        assertThat(operators.find(ben).orElseThrow().hasKey()).isFalse();
        assertThat(sessions.authenticate("ben@example.com", PASSWORD))
                .isEqualTo(new OperatorSessions.PasswordAccepted(ben));
        assertThat(audit())
                .contains(
                        tuple("operator.invited", "ben@example.com as billing"),
                        tuple("operator.joined", "ben@example.com as billing"));
    }

    @Test
    void an_invitation_is_accepted_once_and_until_it_expires_or_is_taken_back() {
        String used = invite("ben@example.com", OperatorRole.SUPPORT);
        assertThat(inviteOperator.accept(used, "short")).isInstanceOf(InviteOperator.WeakPassword.class);
        inviteOperator.accept(used, PASSWORD);
        assertThat(inviteOperator.accept(used, PASSWORD)).isEqualTo(new Gone());

        String replaced = invite("cay@example.com", OperatorRole.SUPPORT);
        String expired = invite("cay@example.com", OperatorRole.SUPPORT);
        assertThat(inviteOperator.accept(replaced, PASSWORD)).isEqualTo(new Gone());
        clock.tick(InviteOperator.OPEN);
        assertThat(inviteOperator.listOpen()).isEmpty();
        assertThat(inviteOperator.accept(expired, PASSWORD)).isEqualTo(new Gone());

        String takenBack = invite("dan@example.com", OperatorRole.SUPPORT);
        assertThat(inviteOperator.takeBack(inviteOperator.listOpen().get(0).id()))
                .isTrue();
        assertThat(inviteOperator.accept(takenBack, PASSWORD)).isEqualTo(new Gone());
    }

    @Test
    void an_operator_is_not_invited_again() {
        assertThat(inviteOperator.invite(FIRST, OperatorRole.SUPPORT, FIRST, Language.ENGLISH))
                .isInstanceOfSatisfying(
                        InviteOperator.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.ALREADY_AN_OPERATOR));
    }

    @Test
    void a_new_role_holds_at_once_for_an_open_session_and_is_audited() {
        UUID ben = join("ben@example.com", OperatorRole.ADMINISTRATOR);
        String cookie = signIn(ben);
        assertThat(permissions(cookie)).contains(Permission.ADMINISTER);
        assertThat(sessions.mayViewTenants(ben)).isTrue();

        assertThat(operators.changeRole(ben, OperatorRole.BILLING)).isEmpty();

        assertThat(permissions(cookie)).containsExactlyInAnyOrder(Permission.OPERATE, Permission.BILL);
        assertThat(sessions.mayViewTenants(ben)).isFalse();
        assertThat(audit()).contains(tuple("operator.role-changed", "ben@example.com from administrator to billing"));
    }

    @Test
    void a_removed_operator_is_signed_out_at_once_and_the_audit_log_still_names_them() {
        UUID ben = join("ben@example.com", OperatorRole.SUPPORT);
        String cookie = signIn(ben);

        assertThat(operators.remove(ben, first())).isEmpty();

        assertThat(sessions.findCaller(cookie)).isEmpty();
        assertThat(sessions.mayViewTenants(ben)).isFalse();
        assertThat(tenants.callAsOperator(() -> auditEntries.search("ben@example.com", Optional.empty(), 10)))
                .extracting(AuditEntry::action, AuditEntry::actor)
                .contains(tuple("operator.joined", "ben@example.com"));
    }

    @Test
    void a_tenant_does_not_see_which_operator_acted() {
        TenantId tenant = tenants.open("free");
        UUID first = first();
        try (Actor.Entered actor = new Actor(Actor.Kind.OPERATOR, first, "").enter()) {
            tenants.callAsOperator(() -> {
                insertAudit(tenant, first);
                return true;
            });
        }

        assertThat(tenants.call(tenant, () -> auditEntries.list(Optional.empty(), 10)))
                .extracting(AuditEntry::actor)
                .contains("operator")
                .doesNotContain(FIRST);
        assertThat(tenants.callAsOperator(() -> auditEntries.search(FIRST, Optional.empty(), 10)))
                .extracting(AuditEntry::action)
                .contains("account.suspended");
    }

    @Test
    void the_last_administrator_can_be_neither_demoted_nor_removed() {
        join("ben@example.com", OperatorRole.SUPPORT);

        assertThat(operators.changeRole(first(), OperatorRole.SUPPORT))
                .map(Refusal::reason)
                .contains(RefusalReason.LAST_ADMINISTRATOR);
        assertThat(operators.remove(first(), first())).map(Refusal::reason).contains(RefusalReason.LAST_ADMINISTRATOR);
        assertThat(operators.find(first()).orElseThrow().role()).isEqualTo("administrator");
    }

    @Test
    void of_two_administrators_who_demote_each_other_at_once_one_remains() throws Exception {
        for (int round = 0; round < 2; round++) {
            UUID first = first();
            UUID other = join("other" + round + "@example.com", OperatorRole.ADMINISTRATOR);
            List<UUID> targets = List.of(first, other);
            AtomicInteger next = new AtomicInteger();

            AtOnce.run(2, () -> operators.changeRole(targets.get(next.getAndIncrement()), OperatorRole.SUPPORT));

            assertThat(operators.listOperators().stream().filter(Operator::isAdministrator))
                    .as("round %d", round)
                    .hasSize(1);
            UUID remaining = operators.listOperators().get(0).id();
            operators.changeRole(first, OperatorRole.ADMINISTRATOR);
            if (!remaining.equals(first)) {
                operators.remove(remaining, first);
            }
        }
    }

    @Test
    void the_installations_key_stays_an_administrators_and_passes_on_when_its_holder_is_removed() {
        UUID ben = join("ben@example.com", OperatorRole.ADMINISTRATOR);
        operators.changeRole(first(), OperatorRole.SUPPORT);
        assertThat(keys.findCaller(KEY))
                .hasValueSatisfying(
                        caller -> assertThat(caller.permissions()).isEqualTo(OperatorRole.ADMINISTRATOR.permissions()));

        operators.remove(first(), ben);

        assertThat(keys.findCaller(KEY))
                .hasValueSatisfying(caller -> assertThat(caller.id()).isEqualTo(ben));
    }

    @Test
    void after_a_reset_the_operator_is_signed_out() {
        UUID ben = join("ben@example.com", OperatorRole.SUPPORT);
        String cookie = signIn(ben);

        assertThat(operators.resetAuthenticator(ben)).isTrue();

        assertThat(sessions.findCaller(cookie)).isEmpty();
        assertThat(operators.find(ben).orElseThrow().hasAuthenticator()).isFalse();
    }

    @Test
    void filters_belong_to_their_operator_and_are_limited() {
        UUID ben = join("ben@example.com", OperatorRole.SUPPORT);
        assertThat(savedFilters.save(ben, " Overdue ", "state=overdue")).isEmpty();
        assertThat(savedFilters.save(ben, "Overdue", "state=overdue&sort=seen")).isEmpty();
        assertThat(savedFilters.save(ben, " ", "x")).map(Refusal::reason).contains(RefusalReason.INVALID_NAME);
        assertThat(savedFilters.listFilters(ben))
                .extracting(SavedFilter::name, SavedFilter::query)
                .containsExactly(tuple("Overdue", "state=overdue&sort=seen"));
        assertThat(savedFilters.listFilters(first())).isEmpty();
        UUID id = savedFilters.listFilters(ben).get(0).id();
        assertThat(savedFilters.delete(first(), id)).isFalse();
        for (int i = 1; i < SavedFilters.MAX_FILTERS; i++) {
            savedFilters.save(ben, "Filter " + i, "");
        }
        assertThat(savedFilters.save(ben, "One more", ""))
                .map(Refusal::reason)
                .contains(RefusalReason.TOO_MANY_FILTERS);
        assertThat(savedFilters.delete(ben, id)).isTrue();
        assertThat(savedFilters.save(ben, "One more", "")).isEmpty();
    }

    private UUID first() {
        return operators.listOperators().stream()
                .filter(operator -> operator.email().equals(FIRST))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private UUID join(String email, OperatorRole role) {
        return ((Joined) inviteOperator.accept(invite(email, role), PASSWORD)).operator();
    }

    private String invite(String email, OperatorRole role) {
        String url = ((Invited) inviteOperator.invite(email, role, FIRST, Language.ENGLISH)).url();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** A session whose code was verified. */
    private String signIn(UUID operator) {
        String token = sessions.start(operator);
        execute("update operator_session set verified_at = created_at where operator_id = '" + operator + "'");
        return token;
    }

    private void insertAudit(TenantId tenant, UUID operator) {
        execute("""
            insert into audit_event (id, tenant_id, occurred_at, actor_kind, actor_id, actor, action, subject, ip_address)
            values (gen_random_uuid(), '%s', now(), 'operator', '%s', 'operator', 'account.suspended', '', '')
            """.formatted(tenant.value(), operator));
    }

    private void execute(String sql) {
        try (Connection owner = TestDatabase.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<String> permissions(String cookie) {
        return sessions.findCaller(cookie).map(Caller::permissions).orElseThrow();
    }

    private List<org.assertj.core.groups.Tuple> audit() {
        return tenants.callAsOperator(() -> auditEntries.list(Optional.empty(), 50)).stream()
                .map(entry -> tuple(entry.action(), entry.subject()))
                .toList();
    }
}
