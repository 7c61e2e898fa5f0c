package com.engram.people.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.audit.AuditEntries;
import com.engram.audit.AuditEntry;
import com.engram.language.Language;
import com.engram.people.Role;
import com.engram.people.members.Members.Member;
import com.engram.people.signin.Sessions;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Invitations and the seats that they take. The plan has two seats, and the owner has one of them. */
@DomainTest
class InvitationsTest {

    private static final String BEN = "ben@example.com";
    private static final String PASSWORD = "a long and new passphrase";

    private final Invite invite;
    private final Invitations invitations;
    private final AcceptInvitation acceptInvitation;
    private final Members members;
    private final Seats seats;
    private final Sessions sessions;
    private final AuditEntries auditEntries;
    private final TestOutbox outbox;
    private final TestPeople people;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    InvitationsTest(
            Invite invite,
            Invitations invitations,
            AcceptInvitation acceptInvitation,
            Members members,
            Seats seats,
            Sessions sessions,
            AuditEntries auditEntries,
            TestOutbox outbox,
            TestPeople people,
            TestTenants tenants,
            SettableClock clock) {
        this.invite = invite;
        this.invitations = invitations;
        this.acceptInvitation = acceptInvitation;
        this.members = members;
        this.seats = seats;
        this.sessions = sessions;
        this.auditEntries = auditEntries;
        this.outbox = outbox;
        this.people = people;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
        people.add(tenant, "ann@example.com", "owner");
    }

    @Test
    void a_new_person_joins_by_the_link_in_the_email() {
        String token = invited(BEN, Role.MEMBER);
        assertThat(outbox.bodies(BEN)).singleElement().asString().contains("/invitations/" + token);

        Invitations.Found found = invitations.findByToken(token).orElseThrow();
        assertThat(found.tenant()).isEqualTo(tenant);
        assertThat(join(token)).isInstanceOf(AcceptInvitation.Joined.class);

        assertThat(list()).extracting(Member::email, Member::role).contains(tuple(BEN, Role.MEMBER));
        assertThat(sessions.authenticate(BEN, PASSWORD)).isPresent();
        assertThat(tenants.call(tenant, () -> auditEntries.list(Optional.empty(), 10)))
                .extracting(AuditEntry::action, AuditEntry::subject)
                .contains(tuple("member.invited", BEN + " as member"), tuple("member.joined", BEN + " as member"));
    }

    @Test
    void a_link_works_once() {
        String token = invited(BEN, Role.MEMBER);
        UUID id = invitations.findByToken(token).orElseThrow().invitation();
        join(token);

        assertThat(invitations.findByToken(token)).isEmpty();
        UUID other = people.add(tenants.open("free"), "other@example.com", "owner");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> tenants.run(tenant, () -> acceptInvitation.join(id, other)));
    }

    @Test
    void a_weak_password_leaves_the_invitation_open() {
        String token = invited(BEN, Role.MEMBER);
        UUID id = invitations.findByToken(token).orElseThrow().invitation();

        assertThat(tenants.call(tenant, () -> acceptInvitation.joinAsNewcomer(id, "Ben", "password123")))
                .isInstanceOf(AcceptInvitation.Faulty.class);

        assertThat(invitations.findByToken(token)).isPresent();
        assertThat(list()).hasSize(1);
    }

    @Test
    void a_person_with_an_account_is_recognized_and_joins_as_themselves() {
        UUID ben = people.add(tenants.open("pro"), BEN, "owner");
        UUID id =
                invitations.findByToken(invited(BEN, Role.VIEWER)).orElseThrow().invitation();

        assertThat(tenants.call(tenant, () -> acceptInvitation.findInvited(id))).contains(ben);
        tenants.run(tenant, () -> acceptInvitation.join(id, ben));

        assertThat(list()).extracting(Member::person).contains(ben);
        assertThat(tenants.call(tenant, () -> members.listPlaces(ben))).hasSize(2);
    }

    @Test
    void a_revoked_invitation_opens_nothing_and_frees_its_seat() {
        String token = invited(BEN, Role.MEMBER);
        UUID id = invitations.findByToken(token).orElseThrow().invitation();

        assertThat(tenants.call(tenants.open("free"), () -> invitations.takeBack(id)))
                .as("by another tenant")
                .isFalse();
        assertThat(tenants.call(tenant, () -> invitations.takeBack(id))).isTrue();

        assertThat(invitations.findByToken(token)).isEmpty();
        assertThat(tenants.call(tenant, invitations::listOpen)).isEmpty();
        assertThat(tenants.call(tenant, seats::taken).seats()).isEqualTo(1);
    }

    @Test
    void an_invitation_expires_after_a_week_and_frees_its_seat() {
        String token = invited(BEN, Role.MEMBER);

        clock.tick(Duration.ofDays(7).minusSeconds(1));
        assertThat(invitations.findByToken(token)).isPresent();
        assertThat(tenants.call(tenant, seats::taken).isRoom()).isFalse();
        clock.tick(Duration.ofSeconds(1));
        assertThat(invitations.findByToken(token)).isEmpty();
        assertThat(tenants.call(tenant, seats::taken).isRoom()).isTrue();
    }

    @Test
    void a_second_invitation_to_an_address_replaces_the_first() {
        String first = invited(BEN, Role.MEMBER);
        String second = invited(BEN, Role.ADMIN);

        assertThat(invitations.findByToken(first)).isEmpty();
        assertThat(invitations.findByToken(second)).isPresent();
        assertThat(tenants.call(tenant, invitations::listOpen))
                .singleElement()
                .satisfies(open -> assertThat(open.role()).isEqualTo(Role.ADMIN));
    }

    @Test
    void a_member_or_an_invalid_address_is_not_invited() {
        assertThat(refused("ANN@example.com")).isEqualTo(RefusalReason.ALREADY_A_MEMBER);
        assertThat(refused("nobody")).isEqualTo(RefusalReason.INVALID_EMAIL);
        assertThat(tenants.call(tenant, invitations::listOpen)).isEmpty();
    }

    @Test
    void nobody_is_invited_when_all_seats_are_taken() {
        invited(BEN, Role.MEMBER);

        assertThat(invite("cem@example.com", Role.MEMBER)).isInstanceOfSatisfying(Invite.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.SEATS_EXCEEDED);
            assertThat(refused.refusal().detail()).startsWith("All 2 seats are taken.");
        });
        assertThat(outbox.bodies("cem@example.com")).isEmpty();
    }

    @Test
    void the_last_seat_goes_to_one_of_many_parallel_invitations() throws Exception {
        List<Invite.Result> results =
                AtOnce.run(6, () -> invite("guest-" + UUID.randomUUID() + "@example.com", Role.MEMBER));

        assertThat(results).filteredOn(Invite.Invited.class::isInstance).hasSize(1);
        assertThat(tenants.call(tenant, seats::taken).seats()).isEqualTo(2);
    }

    @Test
    void an_account_gets_one_owner() {
        TenantId empty = tenants.open("free");
        String first = invitedTo(empty, BEN, Role.OWNER);
        String second = invitedTo(empty, "cem@example.com", Role.OWNER);

        joinTo(empty, second);
        joinTo(empty, first);

        assertThat(tenants.call(empty, members::listMembers))
                .extracting(Member::email, Member::role)
                .containsExactly(tuple("cem@example.com", Role.OWNER), tuple(BEN, Role.ADMIN));
    }

    private Invite.Result invite(String email, Role role) {
        return tenants.call(tenant, () -> invite.invite(email, role, "Ann", Language.ENGLISH));
    }

    private String invited(String email, Role role) {
        return invitedTo(tenant, email, role);
    }

    private String invitedTo(TenantId account, String email, Role role) {
        Invite.Result result = tenants.call(account, () -> invite.invite(email, role, "Ann", Language.ENGLISH));
        String url = ((Invite.Invited) result).url();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private RefusalReason refused(String email) {
        return ((Invite.Refused) invite(email, Role.MEMBER)).refusal().reason();
    }

    private AcceptInvitation.Result join(String token) {
        return joinTo(tenant, token);
    }

    private AcceptInvitation.Result joinTo(TenantId account, String token) {
        UUID id = invitations.findByToken(token).orElseThrow().invitation();
        return tenants.call(account, () -> acceptInvitation.joinAsNewcomer(id, "Ben", PASSWORD));
    }

    private List<Member> list() {
        return tenants.call(tenant, members::listMembers);
    }
}
