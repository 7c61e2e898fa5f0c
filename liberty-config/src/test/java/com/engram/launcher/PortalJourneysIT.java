package com.engram.launcher;

import static com.engram.launcher.BrowserSession.checkAccessibility;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people do in the portal, on a phone in dark mode and in Italian: one journey for each part of it. Each one checks the
 * accessibility of the pages that it opens. They use one account, so they run in order.
 */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes 2 minutes; ./engram test --all")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PortalJourneysIT {

    private static final double SCORING_TIMEOUT_MILLIS = 90_000;
    private static final String EMAIL = "anna@example.com";
    private static final String PASSWORD = "una frase abbastanza lunga";

    @TempDir
    private static Path folder;

    private static BrowserSession engram;
    private static Browser browser;
    private static Page member;

    @BeforeAll
    static void start() throws Exception {
        engram = BrowserSession.start(folder.resolve("home"), BrowserSession.freePort(), Map.of());
        browser = engram.newVisitor().context().browser();
        member = phone("it-IT").newPage();
    }

    @AfterAll
    static void stop() {
        engram.close();
    }

    @Test
    @Order(1)
    void the_start_page_shows_samples_proof_and_prices_and_carries_the_plan_to_the_sign_up() {
        Page page = phone("it-IT").newPage();
        page.navigate(engram.url("/"));
        assertThat(page.locator("html")).hasAttribute("lang", "it");
        assertThat(page.locator("figure.sample.coffee")).isVisible();
        page.locator("label[for=sample-rocket]").click();
        assertThat(page.locator("figure.sample.rocket")).isVisible();
        assertThat(page.locator("figure.sample.coffee")).isHidden();
        page.locator("label[for=period-year]").click();
        Locator yearly = page.locator(".plans.yearly a[href='/signup?plan=pro-yearly']");
        assertThat(yearly).isVisible();
        checkAccessibility(page);
        yearly.click();
        page.waitForURL("**/signup?plan=pro-yearly");
        page.navigate(engram.url("/"));
        page.locator("#proof a[href='/model-card']").click();
        assertThat(page.locator("h1")).hasText("Scheda del modello");
        checkAccessibility(page);
        for (String path : new String[] {"/privacy", "/terms", "/imprint"}) {
            page.navigate(engram.url(path));
            checkAccessibility(page);
        }
        page.context().close();
    }

    @Test
    @Order(2)
    void a_new_account_begins_with_three_steps_and_a_sample_project_that_can_be_deleted() {
        member.navigate(engram.url("/signup"));
        member.fill("[name=company]", "Acme");
        member.fill("[name=name]", "Anna");
        member.fill("[name=email]", EMAIL);
        member.fill("[name=password]", PASSWORD);
        member.locator("main form button[type=submit]").click();
        member.waitForURL("**/gallery");
        assertThat(member.locator(".steps-list li")).hasCount(3);
        checkAccessibility(member);

        member.locator("form[action='/first-steps/samples'] button").click();
        assertThat(member.locator("#cards .card")).hasCount(3);
        checkAccessibility(member);
        member.locator("form[action='/first-steps/samples/delete'] button").click();
        assertThat(member.locator("#cards .card")).hasCount(0);
    }

    @Test
    @Order(3)
    void the_chosen_language_is_kept_for_the_person_in_another_browser() {
        member.navigate(engram.url("/settings/security"));
        member.locator("#language select").selectOption("en");
        member.locator("#language button").click();
        assertThat(member.locator("html")).hasAttribute("lang", "en");

        Page elsewhere = phone("it-IT").newPage();
        logIn(elsewhere);
        assertThat(elsewhere.locator("html")).hasAttribute("lang", "en");
        elsewhere.navigate(engram.url("/settings/security"));
        elsewhere.locator("#language select").selectOption("it");
        elsewhere.locator("#language button").click();
        assertThat(elsewhere.locator("h1")).hasText("Impostazioni");
        checkAccessibility(elsewhere);
        elsewhere.context().close();
    }

    @Test
    @Order(4)
    void files_are_added_with_progress_and_a_refused_one_is_named_and_dismissed() {
        member.navigate(engram.url("/gallery"));
        member.locator(".intake-more > summary").click();
        checkAccessibility(member);
        member.locator(".intake-more > summary").click();
        FilePayload notes = new FilePayload("appunti.txt", "text/plain", "no image".getBytes(StandardCharsets.UTF_8));
        member.locator(".dz-hidden-input")
                .setInputFiles(new FilePayload[] {image(0), image(1), image(2), image(3), notes});
        Locator refused = member.locator("#files li").filter(new Locator.FilterOptions().setHasText("appunti.txt"));
        assertThat(refused.locator(".why")).containsText("immagine leggibile");
        assertThat(member.locator("#files li").first()).containsText("appunti.txt");
        checkAccessibility(member);
        refused.locator(".dismiss").click();
        assertThat(refused).hasCount(0);
        awaitScores(member, 4);
    }

    @Test
    @Order(5)
    void one_image_can_be_added_without_javascript() {
        BrowserContext plain = browser.newContext(new Browser.NewContextOptions()
                .setJavaScriptEnabled(false)
                .setLocale("it-IT")
                .setViewportSize(390, 844)
                .setStorageState(member.context().storageState()));
        Page page = plain.newPage();
        page.navigate(engram.url("/gallery"));
        page.locator("form[action='/gallery/images'] input[type=file]").setInputFiles(image(4));
        page.locator("form[action='/gallery/images'] button").click();
        page.waitForURL(Pattern.compile(".*/(gallery|images/.*)"));
        plain.close();
        member.navigate(engram.url("/gallery"));
        awaitScores(member, 5);
    }

    @Test
    @Order(6)
    void the_gallery_is_searched_tagged_deleted_and_restored_and_its_address_says_what_it_shows() {
        member.navigate(engram.url("/gallery"));
        member.fill("#filter [name=q]", "IMAGE-1");
        member.waitForURL("**/gallery?*q=IMAGE-1*");
        assertThat(member.locator("#cards .card")).hasCount(1);
        checkAccessibility(member);
        member.fill("#filter [name=q]", "%");
        assertThat(member.locator("#cards .card")).hasCount(0);
        checkAccessibility(member);

        member.navigate(engram.url("/gallery"));
        member.locator(".card .pick").first().check();
        member.locator("#selection [name=all]").check();
        member.locator(".menu-of > summary")
                .filter(new Locator.FilterOptions().setHasText("Etichetta"))
                .click();
        member.fill("#selection [name=tag]", "primavera");
        checkAccessibility(member);
        member.locator("[formaction='/gallery/selection/tag']").click();
        member.waitForLoadState();
        member.navigate(engram.url("/gallery"));
        assertThat(member.locator("#filter [name=tag] option")).hasCount(2);

        member.locator(".card .pick").first().check();
        member.locator("[formaction='/gallery/selection/delete']").click();
        assertThat(member.locator("#cards .card")).hasCount(4);
        checkAccessibility(member);
        member.locator("form.undo button").click();
        assertThat(member.locator("#cards .card")).hasCount(5);

        member.locator("#cards .card h3 a").first().click();
        member.waitForURL("**/images/*");
        String first = member.url();
        member.locator("a[rel=next]").click();
        member.waitForURL(url -> url.contains("/images/") && !url.equals(first));
        checkAccessibility(member);
    }

    @Test
    @Order(7)
    void a_finished_batch_is_announced_and_its_email_can_be_switched_off() {
        member.navigate(engram.url("/gallery"));
        member.locator(".intake-more > summary").click();
        member.fill("#batch-name", "Primavera");
        member.locator(".dz-hidden-input").setInputFiles(new FilePayload[] {image(5), image(6)});
        member.waitForURL("**/batches/bat_*");
        assertThat(member.locator("#batch-state"))
                .hasText("Completato", new LocatorAssertions.HasTextOptions().setTimeout(SCORING_TIMEOUT_MILLIS));
        checkAccessibility(member);

        member.navigate(engram.url("/notifications"));
        assertThat(member.locator(".inbox")).containsText("Primavera");
        assertThat(member.locator(".bell .count")).hasText("1");
        checkAccessibility(member);
        member.navigate(engram.url("/settings/notifications"));
        Locator emailOfBatches = member.locator("[name=email][value=batch]");
        emailOfBatches.uncheck();
        checkAccessibility(member);
        member.locator("main form button[type=submit]").click();
        assertThat(member.locator("[role=status]")).hasText("Salvato.");
        assertThat(emailOfBatches).not().isChecked();
    }

    @Test
    @Order(8)
    void what_is_shared_is_listed_and_can_be_revoked() {
        member.navigate(engram.url("/gallery"));
        member.locator("#cards .card h3 a").first().click();
        member.waitForURL("**/images/*");
        member.locator("form[action='/shares'] button").click();
        member.navigate(engram.url("/settings/shares"));
        assertThat(member.locator("main table tbody tr")).hasCount(1);
        checkAccessibility(member);
        member.locator("form[action$='/revoke'] button").click();
        assertThat(member.locator("main table")).hasCount(0);
    }

    @Test
    @Order(9)
    void the_banner_of_a_spent_plan_leads_to_the_plans_and_the_change_tells_what_happens() throws Exception {
        new HomeDatabase(engram.home())
                .execute(
                        "update usage_period set used = 100 where tenant_id = (select id from tenant where name = 'Acme')");
        member.navigate(engram.url("/projects"));
        Locator banner = member.locator(".moment.bad");
        assertThat(banner).containsText("Hai usato tutte le 100 immagini");
        checkAccessibility(member);
        banner.locator("a").click();
        member.waitForURL("**/billing#plans-title");
        checkAccessibility(member);
        member.navigate(engram.url("/billing/change?plan=pro"));
        assertThat(member.locator("main")).containsText("149");
        checkAccessibility(member);
    }

    @Test
    @Order(10)
    void an_account_that_closes_says_so_on_every_page_until_it_is_kept() {
        member.navigate(engram.url("/settings/account"));
        member.fill("#name", "Acme");
        checkAccessibility(member);
        member.locator("form[action='/settings/account/close'] button").click();
        if (member.url().contains("/prove")) {
            member.fill("[type=password]", PASSWORD);
            member.locator("main form button[type=submit]").first().click();
            member.navigate(engram.url("/settings/account"));
            member.fill("#name", "Acme");
            member.locator("form[action='/settings/account/close'] button").click();
        }
        for (String path : new String[] {"/gallery", "/projects", "/billing"}) {
            member.navigate(engram.url(path));
            assertThat(member.locator(".moment.bad")).containsText("Questo account chiude il");
            checkAccessibility(member);
        }
        member.locator(".moment.bad form[action='/settings/account/keep'] button")
                .click();
        member.navigate(engram.url("/gallery"));
        assertThat(member.locator(".moment.bad")).not().containsText("chiude");
    }

    @Test
    @Order(11)
    void an_operator_saves_a_filter_sees_what_a_plan_changes_and_reads_the_log_in_italian() throws Exception {
        Page operator = phone("it-IT").newPage();
        engram.signInAsOperator(operator);
        operator.navigate(engram.url("/admin/tenants?state=limit"));
        assertThat(operator.locator("main table")).containsText("Acme");
        operator.locator("details.save > summary").click();
        operator.fill("details.save [name=name]", "Quasi al limite");
        checkAccessibility(operator);
        operator.locator("details.save button").click();
        assertThat(operator.locator(".chip.current")).containsText("Quasi al limite");

        operator.locator("main table tbody th a").first().click();
        operator.waitForURL("**/admin/tenants/ten_*");
        checkAccessibility(operator);
        operator.locator("form[action$='/plan'] select").selectOption("pro");
        operator.locator("form[action$='/plan'] button").click();
        operator.waitForURL("**/plan?plan=pro");
        assertThat(operator.locator("main")).containsText("+149,00");
        checkAccessibility(operator);

        operator.navigate(engram.url("/admin/audit"));
        assertThat(operator.locator("main table")).containsText("Account aperto");
        for (String path : new String[] {"/admin/operators", "/admin/settings?subject=payments", "/admin/costs"}) {
            operator.navigate(engram.url(path));
            checkAccessibility(operator);
            assertThat((Integer) operator.evaluate("document.documentElement.scrollWidth"))
                    .as("width of " + path)
                    .isLessThanOrEqualTo(390);
        }
        operator.context().close();
    }

    /** A browser on a phone in dark mode. Without motion, because a colour in its transition has no mode's contrast. */
    private static BrowserContext phone(String locale) {
        return browser.newContext(new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(ColorScheme.DARK)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setHasTouch(true)
                .setViewportSize(390, 844));
    }

    private static void logIn(Page page) {
        page.navigate(engram.url("/login"));
        checkAccessibility(page);
        page.fill("#email", EMAIL);
        page.fill("#password", PASSWORD);
        page.locator("main form button[type=submit]").first().click();
        page.waitForURL("**/gallery");
    }

    private static void awaitScores(Page page, int count) {
        assertThat(page.locator("#cards .card .score"))
                .hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(SCORING_TIMEOUT_MILLIS));
    }

    private static FilePayload image(int number) {
        return new FilePayload("image-" + number + ".jpg", "image/jpeg", GeneratedImages.jpeg(number));
    }
}
