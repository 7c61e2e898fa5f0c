package com.engram.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The documentation of the API in a real browser, under the same content security policy as every page. */
@ExtendWith(SharedInstallation.class)
class ApiDocumentationIT {

    private static final String RECORD_VIOLATIONS = """
        window.violations = [];
        document.addEventListener('securitypolicyviolation', (e) => window.violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
        """;

    private final BrowserSession engram;

    ApiDocumentationIT(BrowserSession engram) {
        this.engram = engram;
    }

    @Test
    void every_operation_is_shown_and_can_be_tried_and_nothing_violates_the_policy() {
        Page page = engram.newVisitor();
        List<String> errors = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.addInitScript(RECORD_VIOLATIONS);

        Response response = page.navigate(engram.url("/api/docs"));
        assertThat(response.headerValue("Content-Security-Policy"))
                .contains("script-src 'self'; style-src 'self'")
                .doesNotContain("unsafe");
        JsonObject description = description(page);
        int operations = count(description, "paths");
        assertThat(page.locator(".operation-list li")).hasCount(operations);

        page.locator(".operation-list a[href='#/tenant/getUsage']").click();
        // The events of webhooks are shown like operations.
        assertThat(page.locator(".opblock"))
                .hasCount(operations + count(description, "webhooks"), new HasCountOptions().setTimeout(30_000));
        // Swagger UI opens the operation that the address names.
        Locator usage = page.locator("#operations-tenant-getUsage");
        usage.locator(".try-out__btn").click();
        usage.locator(".execute").click();
        assertThat(usage.locator(".live-responses-table tbody .response-col_status"))
                .containsText("401");
        // The browser reports each response of 400 and more as an error; this one was asked for.
        assertThat(errors).allMatch(error -> error.contains("401"));
        assertThat(page.evaluate("window.violations")).isEqualTo(List.of());
        page.context().close();
    }

    private static JsonObject description(Page page) {
        String description = (String) page.evaluate(
                "fetch('/api/openapi', {headers: {Accept: 'application/json'}}).then((response) => response.text())");
        return JsonParser.parseString(description).getAsJsonObject();
    }

    private static int count(JsonObject description, String part) {
        return description.getAsJsonObject(part).entrySet().stream()
                .mapToInt(path -> (int) path.getValue().getAsJsonObject().keySet().stream()
                        .filter(key ->
                                List.of("get", "post", "put", "patch", "delete").contains(key))
                        .count())
                .sum();
    }
}
