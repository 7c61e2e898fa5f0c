package com.engram.people.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.people.Role;
import com.engram.people.members.Members.Member;
import com.engram.people.members.Members.Place;
import com.engram.people.signin.SessionOrigin;
import com.engram.people.signin.Sessions;
import com.engram.people.sso.OidcProvider;
import com.engram.people.sso.SingleSignOn;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The members of a tenant and their roles. */
@DomainTest
class MembersTest {

    private static final SessionOrigin BROWSER = new SessionOrigin("192.0.2.1", "A browser", "password");

    private final Members members;
    private final Sessions sessions;
    private final SingleSignOn singleSignOn;
    private final TestPeople people;
    private final TestTenants tenants;
    private final TenantId tenant;
    private final UUID ann;
    private final UUID ben;

    MembersTest(Members members, Sessions sessions, SingleSignOn singleSignOn, TestPeople people, TestTenants tenants) {
        this.members = members;
        this.sessions = sessions;
        this.singleSignOn = singleSignOn;
        this.people = people;
        this.tenants = tenants;
        this.tenant = tenants.open("pro");
        this.ben = people.add(tenant, "ben@example.com", "viewer");
        this.ann = people.add(tenant, "ann@example.com", "owner");
    }

    @Test
    void the_owner_is_listed_first() {
        people.add(tenant, "ada@example.com", "admin");

        assertThat(list())
                .extracting(Member::email, Member::role)
                .containsExactly(
                        tuple("ann@example.com", Role.OWNER),
                        tuple("ada@example.com", Role.ADMIN),
                        tuple("ben@example.com", Role.VIEWER));
        assertThat(list()).noneMatch(Member::hasSecondFactor);
        assertThat(tenants.call(tenants.open("free"), members::listMembers)).isEmpty();
    }

    @Test
    void a_role_is_changed_and_holds_for_open_sessions() {
        String session = open(ben);

        assertThat(tenants.call(tenant, () -> members.changeRole(member(ben), Role.ADMIN)))
                .isEmpty();

        assertThat(sessions.findCaller(session))
                .hasValueSatisfying(caller -> assertThat(caller.permissions()).isEqualTo(Role.ADMIN.permissions()));
    }

    @Test
    void nobody_becomes_or_stops_being_the_owner_by_a_change_of_role() {
        assertThat(refused(() -> members.changeRole(member(ben), Role.OWNER))).isEqualTo(RefusalReason.OWNER_STAYS);
        assertThat(refused(() -> members.changeRole(member(ann), Role.ADMIN))).isEqualTo(RefusalReason.OWNER_STAYS);
        assertThat(refused(() -> members.remove(member(ann)))).isEqualTo(RefusalReason.OWNER_STAYS);

        assertThat(list()).extracting(Member::role).containsExactly(Role.OWNER, Role.VIEWER);
    }

    @Test
    void a_member_who_became_the_owner_meanwhile_is_not_removed() {
        Member read = member(ben);
        tenants.run(tenant, () -> members.handOver(ann, read));

        assertThat(refused(() -> members.remove(read))).isEqualTo(RefusalReason.OWNER_STAYS);
        assertThat(list()).hasSize(2);
    }

    @Test
    void a_removed_member_is_signed_out_and_forgotten_without_another_account() {
        String session = open(ben);

        assertThat(tenants.call(tenant, () -> members.remove(member(ben)))).isEmpty();

        assertThat(sessions.findCaller(session)).isEmpty();
        assertThat(sessions.find("ben@example.com")).isEmpty();
        assertThat(people.add(tenants.open("free"), "ben@example.com", "owner"))
                .as("the address is free again")
                .isNotEqualTo(ben);
    }

    @Test
    void a_removed_member_keeps_their_other_accounts() {
        TenantId other = tenants.open("free");
        people.join(other, ben, "owner");

        tenants.run(tenant, () -> members.remove(member(ben)));

        assertThat(sessions.find("ben@example.com")).contains(new Sessions.Authenticated(ben, other));
    }

    @Test
    void the_ownership_is_handed_over_once() {
        UUID cem = people.add(tenant, "cem@example.com", "member");

        tenants.run(tenant, () -> members.handOver(ann, member(ben)));
        assertThat(roles()).containsExactly(Role.OWNER, Role.ADMIN, Role.MEMBER);
        assertThat(member(ben).role()).isEqualTo(Role.OWNER);

        tenants.run(tenant, () -> members.handOver(ann, member(cem)));
        assertThat(member(ben).role()).as("the former owner cannot do it again").isEqualTo(Role.OWNER);
        assertThat(roles()).containsExactly(Role.OWNER, Role.ADMIN, Role.MEMBER);
    }

    @Test
    void a_former_owners_password_session_ends_where_single_sign_on_is_required() {
        tenants.run(
                tenant,
                () -> singleSignOn.set(new OidcProvider("https://id.example", "c", "s", Role.VIEWER, true, false)));
        String session = open(ann);

        tenants.run(tenant, () -> members.handOver(ann, member(ben)));

        assertThat(sessions.findCaller(session)).isEmpty();
    }

    @Test
    void a_person_sees_all_their_accounts() {
        TenantId other = tenants.open("free");
        people.join(other, ben, "owner");

        assertThat(tenants.call(tenant, () -> members.listPlaces(ben)))
                .extracting(Place::tenant, Place::name, Place::role)
                .containsExactlyInAnyOrder(
                        tuple(tenant, "Test pro", Role.VIEWER), tuple(other, "Test free", Role.OWNER));
    }

    private String open(UUID person) {
        return tenants.call(tenant, () -> sessions.open(person, BROWSER, Optional.empty()));
    }

    private List<Member> list() {
        return tenants.call(tenant, members::listMembers);
    }

    private List<Role> roles() {
        return list().stream().map(Member::role).toList();
    }

    private Member member(UUID person) {
        return list().stream()
                .filter(member -> member.person().equals(person))
                .findFirst()
                .orElseThrow();
    }

    private RefusalReason refused(java.util.function.Supplier<Optional<Refusal>> change) {
        return tenants.call(tenant, change).orElseThrow().reason();
    }
}
