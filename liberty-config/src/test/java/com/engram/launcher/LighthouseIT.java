package com.engram.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.RequestOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lighthouse on every page that links lead to, on a phone and on a desktop. Pages for visitors are measured without a
 * session, the others with the session of a member or of an operator.
 */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "takes 20 minutes; ./engram test --all")
class LighthouseIT {

    private static final int LEAST_SCORE = 95;
    private static final double MOST_LAYOUT_SHIFT = 0.05;
    private static final double SCORING_TIMEOUT_MILLIS = 90_000;
    private static final int IMAGES = 6;

    private static final Path SOURCES = Path.of("src/test/lighthouse");
    private static final Pattern LINK = Pattern.compile("<a\\b[^>]*?href=\"(/[^\"#?]*)");

    @TempDir
    private Path folder;

    /**
     * A page.
     *
     * @param cookies the session that opens it; empty for a visitor
     * @param search whether search engines should find it
     */
    private record MeasuredPage(String url, String cookies, boolean search) {

        static MeasuredPage ofVisitor(String url) {
            return new MeasuredPage(url, "", true);
        }

        static MeasuredPage behindSignIn(String url, Page signedIn) {
            return new MeasuredPage(
                    url,
                    signedIn.context().cookies().stream()
                            .map(cookie -> cookie.name + "=" + cookie.value)
                            .collect(Collectors.joining("; ")),
                    false);
        }

        String json() {
            JsonObject json = new JsonObject();
            json.addProperty("url", url);
            json.addProperty("search", search);
            if (!cookies.isEmpty()) {
                json.addProperty("cookie", cookies);
            }
            return json.toString();
        }
    }

    @Test
    void every_page_scores_at_least_95_and_hardly_shifts() throws Exception {
        try (BrowserSession engram =
                BrowserSession.start(folder.resolve("home"), BrowserSession.freePort(), Map.of())) {
            Page member = engram.newVisitor();
            String share = createContent(engram, member);
            String batch = URI.create(member.url()).getRawPath();
            Page operator = engram.newVisitor();
            engram.signInAsOperator(operator);
            Set<String> shapes = new HashSet<>();
            List<MeasuredPage> pages = new ArrayList<>();
            crawl(engram, engram.newVisitor(), shapes, "/", "/login", "/signup", "/password/forgotten", "/api/docs")
                    .forEach(url -> pages.add(MeasuredPage.ofVisitor(url)));
            pages.add(new MeasuredPage(share, "", false));
            pages.add(MeasuredPage.behindSignIn(comparison(engram, member), member));
            crawl(engram, member, shapes, "/gallery", batch)
                    .forEach(url -> pages.add(MeasuredPage.behindSignIn(url, member)));
            crawl(engram, operator, shapes, "/admin")
                    .forEach(url -> pages.add(MeasuredPage.behindSignIn(url, operator)));

            List<JsonObject> results = measure(pages);

            assertThat(results).hasSize(2 * pages.size());
            SoftAssertions softly = new SoftAssertions();
            for (JsonObject result : results) {
                String page = result.get("path").getAsString() + " on a "
                        + result.get("device").getAsString();
                for (Map.Entry<String, JsonElement> score :
                        result.getAsJsonObject("scores").entrySet()) {
                    softly.assertThat(score.getValue().getAsInt())
                            .as("%s of %s: %s", score.getKey(), page, result.get("failed"))
                            .isGreaterThanOrEqualTo(LEAST_SCORE);
                }
                softly.assertThat(result.get("shift").getAsDouble())
                        .as("layout shift of " + page)
                        .isLessThanOrEqualTo(MOST_LAYOUT_SHIFT);
            }
            softly.assertAll();
        }
    }

    /** Signs up, scores images alone and as a batch, and adds a project. Returns a share link; the batch is open. */
    private static String createContent(BrowserSession engram, Page page) {
        page.navigate(engram.url("/signup"));
        page.fill("[name=company]", "Acme");
        page.fill("[name=name]", "Ann");
        page.fill("[name=email]", "ann@example.com");
        page.fill("[name=password]", "a long enough passphrase");
        page.locator("main form button[type=submit]").click();
        page.waitForURL("**/gallery");
        page.locator("input[type=file]").first().setInputFiles(images(0));
        assertThat(page.locator("#cards .card")
                        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\d\\.\\d out of 10"))))
                .hasCount(IMAGES, new LocatorAssertions.HasCountOptions().setTimeout(SCORING_TIMEOUT_MILLIS));
        page.locator("#cards .card a").first().click();
        page.waitForURL("**/images/*");
        page.locator("form[action='/shares'] button").click();
        String share = page.locator(".secret code").textContent();
        page.navigate(engram.url("/projects"));
        page.fill("[name=name]", "Spring");
        page.locator("form:has([name=name]) button").first().click();
        page.navigate(engram.url("/gallery"));
        page.locator(".intake-more > summary").click();
        page.fill("#batch-name", "Spring shoot");
        page.locator(".dz-hidden-input").setInputFiles(images(IMAGES));
        page.waitForURL("**/batches/bat_*");
        assertThat(page.locator("#batch-state"))
                .hasText("Finished", new LocatorAssertions.HasTextOptions().setTimeout(SCORING_TIMEOUT_MILLIS));
        return share;
    }

    private static FilePayload[] images(int first) {
        return IntStream.range(first, first + IMAGES)
                .mapToObj(number ->
                        new FilePayload("image-" + number + ".jpg", "image/jpeg", GeneratedImages.jpeg(number)))
                .toArray(FilePayload[]::new);
    }

    /** The URL of a page that compares two images. */
    private static String comparison(BrowserSession engram, Page page) {
        page.navigate(engram.url("/gallery"));
        page.locator(".card .pick").nth(0).check();
        page.locator(".card .pick").nth(1).check();
        page.locator("[formaction$='/compare']").click();
        page.waitForURL("**/compare?images=*");
        return page.url();
    }

    /**
     * The URLs of the first pages, and of those that links lead to from them.
     *
     * @param shapes the paths, without their ids, of pages that are known already; one page stands for all of its shape
     */
    private static List<String> crawl(BrowserSession engram, Page browser, Set<String> shapes, String... first) {
        List<String> found = new ArrayList<>();
        Deque<String> left = new ArrayDeque<>(List.of(first));
        while (!left.isEmpty()) {
            String path = left.remove();
            if (!shapes.add(withoutIds(path))) {
                continue;
            }
            RequestOptions page =
                    RequestOptions.create().setHeader("Accept", "text/html").setMaxRedirects(0);
            APIResponse response = browser.request().get(engram.url(path), page);
            if (response.status() == 200
                    && response.headers().getOrDefault("content-type", "").startsWith("text/html")) {
                found.add(engram.url(path));
                LINK.matcher(response.text()).results().forEach(link -> left.add(link.group(1)));
            }
            response.dispose();
        }
        return found;
    }

    private static String withoutIds(String path) {
        return path.replaceAll("/(?=[^/]*\\d)[^/]{12,}", "/{id}");
    }

    /** The results, as {@code measure.js} describes them. Each is printed as soon as it is there. */
    private static List<JsonObject> measure(List<MeasuredPage> pages) throws IOException, InterruptedException {
        Path tools = Files.createDirectories(Path.of("target", "lighthouse"));
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "measure.js")) {
            Files.copy(SOURCES.resolve(file), tools.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.isDirectory(tools.resolve("node_modules/lighthouse"))) {
            assertThat(new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                            .directory(tools.toFile())
                            .inheritIO()
                            .start()
                            .waitFor())
                    .as("npm ci")
                    .isZero();
        }
        ProcessBuilder builder = new ProcessBuilder("node", "measure.js").directory(tools.toFile());
        builder.environment().put("CHROME_PATH", BrowserSession.chromium().toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            for (MeasuredPage page : pages) {
                input.write(page.json() + "\n");
            }
        }
        List<JsonObject> results = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                System.out.println("Lighthouse: " + line);
                results.add(JsonParser.parseString(line).getAsJsonObject());
            }
        }
        assertThat(process.waitFor()).as("exit status of measure.js").isZero();
        return results;
    }
}
