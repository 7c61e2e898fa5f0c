package com.engram.people.members;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.language.Language;
import com.engram.people.Role;
import com.engram.plans.ManagePlans;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Seats are checked when a person is invited and again when the person joins. */
@DomainTest
class AcceptInvitationTest {

    private static final String PASSWORD = "correct horse battery staple";

    private final Invite invite;
    private final Invitations invitations;
    private final AcceptInvitation acceptInvitation;
    private final Members members;
    private final ManagePlans managePlans;
    private final TestPeople people;
    private final TestTenants tenants;
    private final TenantId tenant;

    AcceptInvitationTest(
            Invite invite,
            Invitations invitations,
            AcceptInvitation acceptInvitation,
            Members members,
            ManagePlans managePlans,
            TestPeople people,
            TestTenants tenants) {
        this.invite = invite;
        this.invitations = invitations;
        this.acceptInvitation = acceptInvitation;
        this.members = members;
        this.managePlans = managePlans;
        this.people = people;
        this.tenants = tenants;
        this.tenant = tenants.open("starter");
        people.add(tenant, "owner@example.com", "owner");
    }

    @Test
    void an_invited_person_joins_while_the_plan_has_seats() {
        UUID invitation = invite("ann@example.com");

        assertThat(joinAsNewcomer(invitation)).isInstanceOf(AcceptInvitation.Joined.class);
        assertThat(countMembers()).isEqualTo(2);
    }

    @Test
    void an_invitation_that_the_plan_no_longer_has_a_seat_for_is_refused_and_stays_open() {
        people.add(tenant, "bob@example.com", "member");
        UUID invitation = invite("ann@example.com");
        tenants.callAsOperator(() -> managePlans.assign(tenant, "free"));

        assertThat(joinAsNewcomer(invitation))
                .isInstanceOfSatisfying(
                        AcceptInvitation.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.SEATS_EXCEEDED));

        assertThat(countMembers()).isEqualTo(2);
        tenants.callAsOperator(() -> managePlans.assign(tenant, "starter"));
        assertThat(joinAsNewcomer(invitation)).isInstanceOf(AcceptInvitation.Joined.class);
    }

    @Test
    void a_registered_person_is_refused_in_the_same_way() {
        TenantId other = tenants.open("free");
        UUID ann = people.add(other, "ann@example.com", "owner");
        people.add(tenant, "bob@example.com", "member");
        UUID invitation = invite("ann@example.com");
        tenants.callAsOperator(() -> managePlans.assign(tenant, "free"));

        assertThat(tenants.call(tenant, () -> acceptInvitation.join(invitation, ann)))
                .isInstanceOf(AcceptInvitation.Refused.class);
    }

    private UUID invite(String email) {
        return tenants.call(tenant, () -> {
            assertThat(invite.invite(email, Role.MEMBER, "Owner", Language.ENGLISH))
                    .isInstanceOf(Invite.Invited.class);
            return invitations.listOpen().get(0).id();
        });
    }

    private AcceptInvitation.Result joinAsNewcomer(UUID invitation) {
        return tenants.call(tenant, () -> acceptInvitation.joinAsNewcomer(invitation, "Ann", PASSWORD));
    }

    private int countMembers() {
        return tenants.call(tenant, members::listMembers).size();
    }
}
