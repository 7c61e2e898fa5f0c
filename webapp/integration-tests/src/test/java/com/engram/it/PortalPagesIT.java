package com.engram.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What the portal's pages show after forms, filters and refusals. */
@ArquillianTest
@RunAsClient
class PortalPagesIT {

    @Test
    void a_search_keeps_its_query() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());

        assertThat(owner.get("/gallery?q=sunset").body()).contains("name=\"q\" maxlength=\"200\" value=\"sunset\"");
    }

    @Test
    void a_filter_with_reversed_ends_is_meant_the_other_way_round() throws Exception {
        TestAccount account = TestAccount.open();
        String image = account.fresh(Route.Id.IMAGE);

        String page = account.page("/gallery?min=8&max=6.5&from=2999-01-01&to=2020-01-01");

        assertThat(page).contains(image).containsPattern("name=\"min\"[^>]*value=\"6.5\"");
        assertThat(page).containsPattern("name=\"max\"[^>]*value=\"8\"");
        assertThat(page).containsPattern("name=\"from\"[^>]*value=\"2020-01-01\"");
    }

    @Test
    void reloading_the_page_after_a_form_makes_nothing_again_and_shows_the_secret_no_more() throws Exception {
        TestAccount account = TestAccount.open();
        String image = account.fresh(Route.Id.IMAGE);
        HttpResponse<String> made = account.call(Route.of("POST /images/{id}/share", Route.Credentials.SESSION), image);

        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(account.follow(made)).contains("/share/");
        assertThat(account.page("/images/" + image)).doesNotContain("/share/");
        assertThat(PayingCustomer.query(
                        "select count(*) from share_link where tenant_id = '%s'".formatted(account.tenant())))
                .isEqualTo("1");

        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        HttpResponse<String> key = owner.send("/settings/keys", Map.of("name", "Website", "scope", "read"));
        assertThat(owner.follow(key).body()).contains("<code id=\"secret\">eng_live_");
        assertThat(owner.get("/settings/keys").body()).contains("Website").doesNotContain("<code id=\"secret\">");
    }

    @Test
    void what_is_shown_once_is_not_shown_to_another_person_or_on_another_page() throws Exception {
        TestAccount account = TestAccount.open();
        TestAccount other = TestAccount.open();
        HttpResponse<String> made = account.call(
                Route.of("POST /images/{id}/share", Route.Credentials.SESSION), account.fresh(Route.Id.IMAGE));
        String once = made.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("engram_once="))
                .findFirst()
                .orElseThrow();

        assertThat(once).contains("HttpOnly").contains("Expires=");
        assertThat(other.follow(made)).doesNotContain("/share/");
    }

    @Test
    void an_archive_becomes_a_batch_that_names_what_it_left_out_and_no_token_is_in_an_address() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        assertThat(owner.get("/gallery").body()).doesNotContain("_csrf=");
        assertThat(owner.get("/").body()).doesNotContain("_csrf=");

        HttpResponse<String> sent = owner.post("/gallery", "/batches", Map.of("zip", archive("a.png", "notes.txt")));

        String batch = sent.headers().firstValue("Location").orElse("");
        assertThat(batch).as(sent.body()).contains("/batches/bat_");
        assertThat(owner.follow(sent).body()).contains("1 file was left out", "notes.txt", "It is not an image.");
        assertThat(owner.follow(sent).body()).as("at any time").contains("notes.txt");
    }

    @Test
    void an_archive_without_the_token_in_its_first_part_is_refused() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        PortalBrowser other = PortalBrowser.signedUp(PortalBrowser.freshEmail());

        assertThat(owner.submitParts("/batches", "", Map.of("zip", archive("a.png")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(owner.submitParts("/batches", token(other), Map.of("zip", archive("a.png")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(owner.submitParts("/batches?_csrf=" + token(owner), "", Map.of("zip", archive("a.png")))
                        .statusCode())
                .as("in the address")
                .isEqualTo(403);
        assertThat(owner.get("/gallery").body()).as("no batch").doesNotContain("bat_");
    }

    @Test
    void an_archive_over_quota_is_told_so_with_a_link_to_the_plan() throws Exception {
        TestAccount account = TestAccount.onPlan(TestPlans.offered("\"monthlyImages\": 0, \"overage\": \"block\""));
        PortalBrowser owner = new PortalBrowser();
        owner.setCookie("engram_session", account.cookie());
        PortalBrowser member = new PortalBrowser();
        member.setCookie("engram_session", account.fellow("member").cookie());

        HttpResponse<String> refused = owner.post("/gallery", "/batches", Map.of("zip", archive("empty.png", "b.png")));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(402);
        assertThat(refused.body())
                .contains("used all 0 images this period", "<a href=\"/billing\">Upgrade</a>")
                .doesNotContainPattern("role=\"alert\"[^\\n]*file is empty")
                .doesNotContainPattern("role=\"alert\"[^\\n]*Only the owner and admins");
        assertThat(member.post("/gallery", "/batches", Map.of("zip", archive("b.png")))
                        .body())
                .contains("Only the owner and admins can change the plan", "<a href=\"/settings/people\">");
    }

    @Test
    void a_role_that_does_not_exist_invites_nobody() throws Exception {
        PortalBrowser owner = PortalBrowser.signedUp(PortalBrowser.freshEmail());
        String email = PortalBrowser.freshEmail();

        HttpResponse<String> refused = owner.send("/settings/people", Map.of("email", email, "role", "emperor"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Choose one of the roles", email);
        assertThat(TestOutbox.count(email)).isZero();
    }

    @Test
    void a_name_with_a_line_break_opens_no_account() throws Exception {
        Map<String, String> form = new LinkedHashMap<>(
                Map.of("company", "Acme", "email", PortalBrowser.freshEmail(), "password", PortalBrowser.PASSWORD));
        form.put("name", "Ann\nYour account is locked: https://evil.example/");

        HttpResponse<String> refused = new PortalBrowser().send("/signup", form);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("on one line");
    }

    private static String token(PortalBrowser browser) throws IOException, InterruptedException {
        return browser.find("/gallery", "name=\"csrf-token\" content=\"([^\"]+)\"");
    }

    /** An archive of files; those whose names begin with "empty" have no bytes. */
    private static byte[] archive(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.startsWith("empty")) {
                    zip.write(("the bytes of " + name).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return bytes.toByteArray();
    }
}
