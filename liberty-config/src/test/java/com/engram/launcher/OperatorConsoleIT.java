package com.engram.launcher;

import static com.engram.launcher.BrowserSession.checkPage;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator uses the console in a real browser. */
@ExtendWith(SharedInstallation.class)
class OperatorConsoleIT {

    private final BrowserSession engram;

    OperatorConsoleIT(BrowserSession engram) {
        this.engram = engram;
    }

    @Test
    void an_operator_signs_in_pauses_a_backend_and_views_the_portal_of_a_tenant() throws Exception {
        Page page = engram.newVisitor();
        signUp(page);
        engram.signInAsOperator(page);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Overview")))
                .isVisible();
        for (String path : List.of(
                "/admin",
                "/admin/tenants",
                "/admin/plans",
                "/admin/plans/pro",
                "/admin/plans/new",
                "/admin/billing",
                "/admin/queue",
                "/admin/costs",
                "/admin/models",
                "/admin/emails",
                "/admin/audit",
                "/admin/operators",
                "/admin/settings")) {
            page.navigate(engram.url(path));
            checkPage(page, "console" + path.replace('/', '-'));
        }
        pauseAndResume(page);
        previewPlan(page);
        viewPortal(page);
        suspendByName(page);
    }

    /** A higher price is shown in money before it is saved, and nothing is saved. */
    private void previewPlan(Page page) {
        page.navigate(engram.url("/admin/plans/free"));
        page.fill("#priceCents", "5");
        page.locator("#priceCents").press("Enter");
        page.locator("input[name=move][value=true]").check();
        assertThat(page.locator(".card-choice .delta")).containsText("a month");
        checkPage(page, "console-plan-preview");
    }

    /** The tenant's page is open. */
    private void suspendByName(Page page) {
        page.locator("section:has(#suspend-title) summary").press("Enter");
        page.locator("section:has(#suspend-title) input[name=confirm]").fill("Glob");
        page.locator("section:has(#suspend-title) button").press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("type Globex exactly");
        page.locator("section:has(#suspend-title) summary").press("Enter");
        page.locator("section:has(#suspend-title) input[name=confirm]").fill("Globex");
        page.locator("section:has(#suspend-title) button").press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Account suspended");
        checkPage(page, "console-suspended");
        page.getByRole(AriaRole.STATUS).getByRole(AriaRole.BUTTON).press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Account reinstated");
    }

    private void signUp(Page page) throws IOException {
        engram.signUp(page, "Globex", "Gina", "gina@example.com");
        page.navigate(engram.url("/settings/usage"));
        checkPage(page, "usage");
        page.context().clearCookies();
    }

    /** Uses the keyboard only. The page refreshes itself between the two actions, without a reload. */
    private void pauseAndResume(Page page) {
        page.navigate(engram.url("/admin/queue"));
        page.locator("#worker-paused").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("worker is paused on every server.");
        checkPage(page, "console-paused");
        page.locator("#worker-open").focus();
        page.waitForResponse("**/admin/queue/live", () -> {});
        assertThat(page.locator("#worker-open")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("worker is in use again.");
    }

    private void viewPortal(Page page) {
        page.navigate(engram.url("/admin/tenants?search=globex"));
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Globex").setExact(true))
                .click();
        checkPage(page, "console-tenant");
        page.fill("#view-reason", "Ticket 4711");
        page.locator("#view-reason").press("Enter");
        page.waitForURL("**/gallery");
        assertThat(page.locator(".watching")).containsText("Viewing Globex as an operator (read-only)");
        checkPage(page, "console-watching");
        page.locator(".watching button").click();
        assertThat(page).hasURL(Pattern.compile(".*/admin/tenants/ten_.*"));
    }
}
