package com.engram.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contact sheets of all pages, to look at: in {@code target/contact-sheets}, some for each width, colour scheme, language,
 * and kind of reader. No page may be wider than the screen.
 */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes 5 minutes; ./engram test --all")
class ContactSheetsIT {

    private static final Path FOLDER = Path.of("target", "contact-sheets");
    private static final int IMAGES = 8;

    private static final List<String> VISITOR = List.of(
            "/",
            "/login",
            "/signup",
            "/password/forgotten",
            "/model-card",
            "/privacy",
            "/terms",
            "/imprint",
            "/api/docs",
            "/no-such-page");
    private static final List<String> OPERATOR = List.of(
            "/admin",
            "/admin/tenants",
            "/admin/plans",
            "/admin/plans/pro",
            "/admin/billing",
            "/admin/costs",
            "/admin/queue",
            "/admin/models",
            "/admin/emails",
            "/admin/audit",
            "/admin/settings",
            "/admin/operators");

    private static final List<String> MEMBER = List.of(
            "/gallery",
            "/gallery?status=unscored",
            "/projects",
            "/compare",
            "/notifications",
            "/billing",
            "/billing/change?plan=pro",
            "/accounts",
            "/settings/people",
            "/settings/security",
            "/settings/notifications",
            "/settings/shares",
            "/settings/usage",
            "/settings/keys",
            "/settings/models",
            "/settings/audit",
            "/settings/sign-on",
            "/settings/account",
            "/settings/brand",
            "/campaigns");

    @TempDir
    private Path folder;

    /** How a sheet's pages are shown. */
    private record Look(int width, int height, ColorScheme scheme, String locale) {

        String named(String reader) {
            return "%s-%d-%s-%s".formatted(reader, width, scheme.name().toLowerCase(Locale.ROOT), locale);
        }

        boolean isPhone() {
            return width < 800;
        }

        int columns() {
            return isPhone() ? 4 : 2;
        }

        /** Few enough that the letters on a sheet can be read. */
        int pagesOfSheet() {
            return isPhone() ? 8 : 6;
        }
    }

    @Test
    void all_pages_fit_the_screen_and_are_shown_on_contact_sheets() throws Exception {
        Files.createDirectories(FOLDER);
        SoftAssertions softly = new SoftAssertions();
        try (BrowserSession engram =
                BrowserSession.start(folder.resolve("home"), BrowserSession.freePort(), Map.of())) {
            Page member = engram.newVisitor();
            List<String> pages = new ArrayList<>(MEMBER);
            pages.addAll(createContent(engram, member));
            Page operator = engram.newVisitor();
            engram.signInAsOperator(operator);
            for (Look look : looks()) {
                shoot(engram, engram.newVisitor(), "visitor", VISITOR, look, softly);
                chooseLanguage(engram, member, "/gallery", look);
                chooseLanguage(engram, operator, "/admin", look);
                shoot(engram, member, "member", pages, look, softly);
                shoot(engram, operator, "operator", OPERATOR, look, softly);
            }
        }
        softly.assertAll();
    }

    private static List<Look> looks() {
        List<Look> looks = new ArrayList<>();
        for (String locale : List.of("en-GB", "it-IT")) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                looks.add(new Look(1440, 900, scheme, locale));
                looks.add(new Look(390, 844, scheme, locale));
            }
        }
        return looks;
    }

    /** A person's language counts more than the browser's, so it is chosen for each look. */
    private static void chooseLanguage(BrowserSession engram, Page page, String path, Look look) {
        page.navigate(engram.url(path));
        String language = look.locale().substring(0, 2);
        page.locator("button[name=language][value=" + language + "]").first().click();
        PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", language);
    }

    /** Takes a picture of each page with the session of another page, and puts them on a sheet. */
    private static void shoot(
            BrowserSession engram, Page signedIn, String reader, List<String> paths, Look look, SoftAssertions softly) {
        Browser browser = signedIn.context().browser();
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setStorageState(signedIn.context().storageState())
                .setLocale(look.locale())
                .setColorScheme(look.scheme())
                .setViewportSize(look.width(), look.height()))) {
            Page page = context.newPage();
            Path pictures = Files.createDirectories(FOLDER.resolve(look.named(reader)));
            List<Path> taken = new ArrayList<>();
            for (String path : paths) {
                int status = page.navigate(engram.url(path)).status();
                assertThat(status).as(path).isLessThan(500);
                softly.assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as("width of %s as %s", path, look.named(reader))
                        .isLessThanOrEqualTo(look.width());
                Path picture = pictures.resolve("%02d.png".formatted(taken.size()));
                page.screenshot(new Page.ScreenshotOptions().setPath(picture));
                taken.add(picture);
            }
            page.setViewportSize(1600, 800);
            for (int from = 0; from < taken.size(); from += look.pagesOfSheet()) {
                int to = Math.min(taken.size(), from + look.pagesOfSheet());
                // The policy of Engram's pages would apply to the sheet, which has styles of its own.
                page.navigate("about:blank");
                page.setContent(sheet(paths.subList(from, to), look));
                for (int i = from; i < to; i++) {
                    page.evaluate(
                            "([at, data]) => new Promise((done) => { const image = document.images[at]; image.onload = done; image.src = data; })",
                            List.of(
                                    i - from,
                                    "data:image/png;base64,"
                                            + Base64.getEncoder().encodeToString(Files.readAllBytes(taken.get(i)))));
                }
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(
                                FOLDER.resolve("%s-%d.png".formatted(look.named(reader), from / look.pagesOfSheet()))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sheet(List<String> paths, Look look) {
        return paths.stream()
                .map(path -> "<figure style='margin:0'><figcaption>" + path.replaceAll("[&<]", " ")
                        + "</figcaption><img style='width:100%'></figure>")
                .collect(Collectors.joining(
                        "",
                        "<body style='font:14px sans-serif;background:#888;color:#fff;display:grid;gap:8px;grid-template-columns:repeat("
                                + look.columns() + ",1fr)'>",
                        "</body>"));
    }

    /** Signs up and adds images, a batch and a project; the pages of an image, a batch, and a comparison. */
    private static List<String> createContent(BrowserSession engram, Page page) {
        page.navigate(engram.url("/signup"));
        page.fill("[name=company]", "Acme");
        page.fill("[name=name]", "Ann");
        page.fill("[name=email]", "ann@example.com");
        page.fill("[name=password]", "a long enough passphrase");
        page.locator("main form button[type=submit]").click();
        page.waitForURL("**/gallery");
        page.locator(".intake-more > summary").click();
        page.fill("#batch-name", "Spring shoot");
        page.locator(".dz-hidden-input")
                .setInputFiles(IntStream.range(0, IMAGES)
                        .mapToObj(number ->
                                new FilePayload("image-" + number + ".jpg", "image/jpeg", GeneratedImages.jpeg(number)))
                        .toArray(FilePayload[]::new));
        page.waitForURL("**/batches/bat_*");
        String batch = page.url().replaceFirst("^.*(/batches/bat_[0-9a-f]+).*$", "$1");
        page.waitForFunction(
                "count => document.querySelectorAll('#cards .card .score').length === count",
                IMAGES,
                new Page.WaitForFunctionOptions().setTimeout(90_000));
        List<String> images = page.locator("#cards .card h3 a").all().stream()
                .map(link -> link.getAttribute("href").replaceFirst("\\?.*", ""))
                .toList();
        page.navigate(engram.url("/projects"));
        page.fill("[name=name]", "Spring");
        page.locator(".new-project button").click();
        String ids = images.stream()
                .limit(3)
                .map(image -> image.replace("/images/", ""))
                .collect(Collectors.joining(","));
        return List.of(batch, images.get(0), "/compare?images=" + ids);
    }
}
