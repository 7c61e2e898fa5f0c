package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** How people come to an account, what they may do there, and how they go. */
@ArquillianTest
@RunAsClient
class PeopleIT {

    private static final String PAGE = "/settings/people";

    @Test
    void somebody_new_joins_by_the_link_in_the_letter() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String email = PortalBrowser.freshEmail();
        assertThat(owner.follow(invite(owner, email, "member")).body()).contains("An invitation is on its way");

        PortalBrowser guest = join(email);

        assertThat(guest.isIn()).isTrue();
        assertThat(owner.get(PAGE).body()).contains(email);
        assertThat(guest.get(PAGE).body()).contains(email).doesNotContain("Send invitation");
    }

    @Test
    void an_invitation_that_was_taken_back_opens_nothing() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String email = PortalBrowser.freshEmail();
        invite(owner, email, "member");
        String takeBack = owner.find(PAGE, "action=\"(/settings/people/invitations/[^\"]+/take-back)\"");
        assertThat(owner.send(PAGE, takeBack, Map.of()).statusCode()).isEqualTo(303);
        assertThat(new PortalBrowser().get(TestOutbox.linkTo(email)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_account_that_has_sent_its_invitations_of_the_day_is_told_to_wait() throws Exception {
        String ownersEmail = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(ownersEmail);
        ExhaustedLimits.limit(
                "invitations",
                PayingCustomer.query(
                        "select m.tenant_id from membership m join person p on p.id = m.person_id where p.email = '%s'"
                                .formatted(ownersEmail)));
        HttpResponse<String> refused = invite(owner, PortalBrowser.freshEmail(), "member");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("Too many invitations. Try again in");
    }

    @Test
    void what_a_link_lets_strangers_do_is_limited_by_where_they_come_from() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String email = PortalBrowser.freshEmail();
        invite(owner, email, "member");
        String forgetful = PortalBrowser.freshEmail();
        PortalBrowser.signedUp(forgetful).send("/password/forgotten", Map.of("email", forgetful));
        PortalBrowser stranger = PortalBrowser.from(ExhaustedLimits.address());
        Map<String, String> form = Map.of("name", "Ben", "password", PortalBrowser.PASSWORD);
        assertThat(stranger.send(TestOutbox.linkTo(email), form).statusCode()).isEqualTo(429);
        assertThat(stranger.send(TestOutbox.linkTo(forgetful), form).statusCode())
                .isEqualTo(429);
        assertThat(stranger.get("/share/none/heatmap.png").statusCode()).isEqualTo(429);
        join(email);
    }

    @Test
    void somebody_with_an_account_has_to_prove_that_it_is_theirs() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String email = PortalBrowser.freshEmail();
        PortalBrowser other = PortalBrowser.signedUp(email);
        invite(owner, email, "viewer");
        String link = TestOutbox.linkTo(email);

        HttpResponse<String> stranger =
                new PortalBrowser().send(link, Map.of("name", "Eve", "password", PortalBrowser.PASSWORD));
        assertThat(stranger.statusCode()).isEqualTo(303);
        assertThat(stranger.headers().firstValue("Location").orElse("")).contains("/login?next=" + link);

        assertThat(other.send(link, Map.of()).statusCode()).isEqualTo(303);
        assertThat(owner.get(PAGE).body()).contains(email);
    }

    @Test
    void all_seats_taken_means_no_further_invitation() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        assertThat(invite(owner, PortalBrowser.freshEmail(), "member").statusCode())
                .isEqualTo(303);
        HttpResponse<String> third = invite(owner, PortalBrowser.freshEmail(), "member");
        assertThat(third.statusCode()).isEqualTo(422);
        assertThat(third.body()).contains("All 2 seats are taken.");
    }

    @Test
    void what_fails_at_its_last_step_leaves_nothing_behind() throws Exception {
        String company = "Fails " + PortalBrowser.freshEmail();
        String email = PortalBrowser.freshEmail();
        sql("""
                create or replace function fail_for_test() returns trigger language plpgsql as
                  $$ begin if new.subject = '%1$s' then raise exception 'for a test'; end if; return new; end $$;
                create trigger fail_for_test before insert on audit_event for each row execute function fail_for_test();
                """.formatted(company));
        HttpResponse<String> failed = new PortalBrowser()
                .send(
                        "/signup",
                        Map.of("company", company, "name", "N", "email", email, "password", PortalBrowser.PASSWORD));
        sql("drop trigger fail_for_test on audit_event; drop function fail_for_test();");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("for a test");

        PortalBrowser again = new PortalBrowser();
        assertThat(again.logIn(email, PortalBrowser.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(again.send(
                                "/signup",
                                Map.of(
                                        "company",
                                        company,
                                        "name",
                                        "N",
                                        "email",
                                        email,
                                        "password",
                                        PortalBrowser.PASSWORD))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_member_may_not_invite_and_a_viewer_may_not_add() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String email = PortalBrowser.freshEmail();
        invite(owner, email, "viewer");
        PortalBrowser viewer = join(email);
        assertThat(invite(viewer, PortalBrowser.freshEmail(), "admin").statusCode())
                .isEqualTo(403);
        assertThat(viewer.send(PAGE, "/images/img_x/delete", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(viewer.get("/gallery").statusCode()).isEqualTo(200);
        assertThat(AuditRows.of("POST /images/img_x/delete"))
                .contains("person " + email + " access.denied POST /images/img_x/delete 127.0.0.1");
    }

    @Test
    void another_account_that_is_suspended_shuts_nobody_out_of_their_own() throws Exception {
        String email = PortalBrowser.freshEmail();
        PortalBrowser ann = PortalBrowser.signedUp(email);
        String host = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(host);
        invite(owner, email, "member");
        ann.send(TestOutbox.linkTo(email), Map.of());
        sql("update tenant set suspended_at = now() where name = 'Company of %s'".formatted(email));

        PortalBrowser again = new PortalBrowser();
        again.logIn(email, PortalBrowser.PASSWORD);

        assertThat(again.get("/gallery").body()).contains("Company of " + host);
        String suspended = again.find("/accounts", "action=\"(/accounts/ten_[^\"]+)\"");
        again.send("/accounts", suspended, Map.of());
        assertThat(again.get("/gallery").statusCode()).isEqualTo(403);
        assertThat(again.get("/gallery").body()).contains("This account is suspended", "/accounts");
        assertThat(again.get("/accounts").body()).contains("Company of " + host);
    }

    @Test
    void a_name_is_shown_as_it_is_and_never_as_markup() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String email = PortalBrowser.freshEmail();
        invite(owner, email, "member");
        new PortalBrowser()
                .send(
                        TestOutbox.linkTo(email),
                        Map.of("name", "<script>alert(1)</script>", "password", PortalBrowser.PASSWORD));
        assertThat(owner.get(PAGE).body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void the_operators_new_account_comes_with_an_invitation_for_its_owner() throws Exception {
        String email = PortalBrowser.freshEmail();
        HttpResponse<String> opened = TestApiClient.operator()
                .post(
                        "/api/v1/admin/tenants",
                        "{\"name\": \"Invited\", \"ownerEmail\": \"%s\", \"plan\": \"free\"}".formatted(email));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        String url =
                Json.createReader(new StringReader(opened.body())).readObject().getString("inviteUrl");
        assertThat(url).startsWith(TestEnvironment.server() + "/invitations/").endsWith(TestOutbox.linkTo(email));
        assertThat(join(email).get(PAGE).body()).contains("Send invitation").contains("owner");
    }

    @Test
    void the_operator_lists_emails_without_their_links_and_reads_the_audit_log_of_all_accounts() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String email = PortalBrowser.freshEmail();
        invite(owner, email, "member");
        assertThat(TestApiClient.operator().get("/api/v1/admin/letters").body())
                .contains(email)
                .doesNotContain(TestOutbox.linkTo(email));
        assertThat(TestApiClient.operator().get("/api/v1/admin/audit?limit=100").body())
                .contains("member.invited", email + " as member");
    }

    @Test
    void what_people_did_is_in_the_audit_log_with_who_and_from_where() throws Exception {
        String ownerEmail = PortalBrowser.freshEmail();
        PortalBrowser owner = PortalBrowser.signedUp(ownerEmail);
        String email = PortalBrowser.freshEmail();
        invite(owner, email, "member");
        join(email);
        assertThat(AuditRows.of(email))
                .contains("person " + ownerEmail + " member.invited " + email + " as member 127.0.0.1")
                .contains("person " + email + " member.joined " + email + " as member 127.0.0.1");
    }

    private static HttpResponse<String> invite(PortalBrowser by, String email, String role) throws Exception {
        return by.send(PAGE, Map.of("email", email, "role", role));
    }

    private static PortalBrowser join(String email) throws Exception {
        PortalBrowser guest = new PortalBrowser();
        HttpResponse<String> joined =
                guest.send(TestOutbox.linkTo(email), Map.of("name", "Ben", "password", PortalBrowser.PASSWORD));
        assertThat(joined.statusCode()).as(joined.body()).isEqualTo(303);
        return guest;
    }

    private static void sql(String text) throws Exception {
        try (Connection owner = TestEnvironment.asOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(text);
        }
    }
}
