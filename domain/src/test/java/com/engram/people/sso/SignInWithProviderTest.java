package com.engram.people.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.people.Role;
import com.engram.people.members.Members;
import com.engram.people.members.Members.Member;
import com.engram.people.signin.SessionOrigin;
import com.engram.people.signin.Sessions;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.TestOutbox;
import com.engram.testing.TestPeople;
import com.engram.testing.TestTenants;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may sign in by single sign-on. The plan has two seats, and the owner has one of them. */
@DomainTest
class SignInWithProviderTest {

    private static final String ANN = "ann@example.com";
    private static final String BEN = "ben@example.com";
    private static final OidcProvider PROVIDER = provider("https://id.example", false);

    private final SingleSignOn singleSignOn;
    private final SignInWithProvider signInWithProvider;
    private final Members members;
    private final Sessions sessions;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestOutbox outbox;
    private final TestPeople people;
    private final TestTenants tenants;
    private final TenantId tenant;
    private final UUID ann;

    SignInWithProviderTest(
            SingleSignOn singleSignOn,
            SignInWithProvider signInWithProvider,
            Members members,
            Sessions sessions,
            Database database,
            InTransaction inTransaction,
            TestOutbox outbox,
            TestPeople people,
            TestTenants tenants) {
        this.singleSignOn = singleSignOn;
        this.signInWithProvider = signInWithProvider;
        this.members = members;
        this.sessions = sessions;
        this.database = database;
        this.inTransaction = inTransaction;
        this.outbox = outbox;
        this.people = people;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
        this.ann = people.add(tenant, ANN, "owner");
    }

    @Test
    void a_provider_is_stored_with_an_encrypted_secret_and_is_the_tenants_own() {
        assertThat(find()).isEmpty();
        set(PROVIDER);

        assertThat(find()).contains(PROVIDER);
        assertThat(tenants.call(tenants.open("free"), singleSignOn::find)).isEmpty();
        byte[] stored = tenants.call(
                tenant,
                () -> inTransaction.call(() ->
                        database.sql("select client_secret from sso_provider").get(byte[].class)));
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(PROVIDER.clientSecret());

        set(provider("https://id.example", true));
        assertThat(find()).map(OidcProvider::required).contains(true);
        tenants.run(tenant, singleSignOn::remove);
        assertThat(find()).isEmpty();
    }

    @Test
    void a_new_person_becomes_a_member_with_the_default_role_and_is_recognized_afterwards() {
        set(PROVIDER);

        UUID ben = admitted("subject-1", BEN);

        assertThat(list()).extracting(Member::email, Member::role).contains(tuple(BEN, Role.VIEWER));
        assertThat(admitted("subject-1", "changed@example.com"))
                .as("the subject counts, not the address")
                .isEqualTo(ben);
        assertThat(list()).hasSize(2);
    }

    @Test
    void a_member_with_the_same_address_is_the_same_person() {
        set(PROVIDER);

        assertThat(admitted("subject-1", "ANN@example.com")).isEqualTo(ann);
        assertThat(list()).hasSize(1);
    }

    @Test
    void a_removed_member_does_not_come_back_by_the_subject_alone() {
        set(PROVIDER);
        UUID ben = people.add(tenant, BEN, "member");
        people.join(tenants.open("free"), ben, "owner");
        admitted("subject-1", BEN);

        tenants.run(tenant, () -> members.remove(list().get(1)));

        assertThat(admit("subject-1", BEN)).isInstanceOf(SignInWithProvider.Refused.class);
    }

    @Test
    void a_person_of_other_accounts_is_refused_and_told_why_by_email() {
        people.add(tenants.open("free"), BEN, "owner");
        set(PROVIDER);

        SignInWithProvider.Refused refused = (SignInWithProvider.Refused) admit("subject-1", BEN);
        tenants.run(tenant, () -> signInWithProvider.explain(refused, Language.ENGLISH));

        assertThat(refused.to()).isEqualTo(BEN);
        assertThat(outbox.bodies(BEN)).singleElement().asString().contains("You already have an Engram account");
        assertThat(list()).hasSize(1);
    }

    @Test
    void without_a_free_seat_known_and_unknown_addresses_get_the_same_answer() {
        set(PROVIDER);
        admitted("subject-1", "first@example.com");
        people.add(tenants.open("free"), BEN, "owner");

        SignInWithProvider.Refused known = (SignInWithProvider.Refused) admit("subject-2", BEN);
        SignInWithProvider.Refused unknown = (SignInWithProvider.Refused) admit("subject-3", "new@example.com");

        assertThat(known.why()).isEqualTo(unknown.why()).isEqualTo(Message.of("email.sso.seats"));
    }

    @Test
    void an_identity_without_an_address_is_refused() {
        set(PROVIDER);

        assertThat(admit("subject-1", "")).isInstanceOf(SignInWithProvider.Unknown.class);
    }

    @Test
    void another_issuer_does_not_know_the_people_of_the_former_one() {
        set(PROVIDER);
        UUID ben = admitted("subject-1", BEN);

        set(provider("https://id.example", true));
        assertThat(admitted("subject-1", "x@example.com")).as("the same issuer").isEqualTo(ben);
        set(provider("https://other.example", false));

        assertThat(admit("subject-1", "somebody.else@example.com"))
                .as("a new person, for whom no seat is left")
                .isInstanceOf(SignInWithProvider.Refused.class);
    }

    @Test
    void requiring_single_sign_on_ends_the_other_sessions_of_all_but_the_owner() {
        UUID ben = people.add(tenant, BEN, "admin");
        String owner = open(ann, "password");
        String byPassword = open(ben, "password");
        String byProvider = open(ben, SessionOrigin.SINGLE_SIGN_ON);
        assertThat(isRequired(ben)).isFalse();

        set(provider("https://id.example", true));

        assertThat(sessions.findCaller(owner)).isPresent();
        assertThat(sessions.findCaller(byPassword)).isEmpty();
        assertThat(sessions.findCaller(byProvider)).isPresent();
        assertThat(isRequired(ben)).isTrue();
        assertThat(isRequired(ann)).as("the owner").isFalse();
    }

    private static OidcProvider provider(String issuer, boolean required) {
        return new OidcProvider(issuer, "engram", "a client secret", Role.VIEWER, required, false);
    }

    private void set(OidcProvider provider) {
        tenants.run(tenant, () -> singleSignOn.set(provider));
    }

    private Optional<OidcProvider> find() {
        return tenants.call(tenant, singleSignOn::find);
    }

    private boolean isRequired(UUID person) {
        return tenants.call(tenant, () -> singleSignOn.isRequired(tenant, person));
    }

    private SignInWithProvider.Result admit(String subject, String email) {
        return tenants.call(
                tenant, () -> signInWithProvider.admit(PROVIDER, new OidcClient.Identity(subject, email, "Somebody")));
    }

    private UUID admitted(String subject, String email) {
        return ((SignInWithProvider.Admitted) admit(subject, email)).person();
    }

    private String open(UUID person, String method) {
        return tenants.call(
                tenant,
                () -> sessions.open(person, new SessionOrigin("192.0.2.1", "A browser", method), Optional.empty()));
    }

    private List<Member> list() {
        return tenants.call(tenant, members::listMembers);
    }
}
