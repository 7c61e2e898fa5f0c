package com.engram.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.admin.operators.OperatorCapability;
import com.engram.analysis.SkippedFiles;
import com.engram.analysis.comparisons.ComparedImage;
import com.engram.analysis.comparisons.ComparedPair;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.Model;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.language.Messages;
import com.engram.people.signup.RegisterPerson;
import com.engram.portal.images.ColourMapView;
import com.engram.portal.notifications.NotificationSettingsPage.KindView;
import com.engram.portal.settings.RoleCapability;
import com.engram.portal.site.SampleImages;
import com.engram.web.problems.Problem;
import com.engram.web.results.ComparisonView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/** Every template renders in every language, with and without values, and shows no key and no pattern. */
class PageRenderingTest {

    private static final Path FOLDER = Path.of("src/main/webapp/WEB-INF/templates");
    private static final Path SAMPLES = Path.of("src/test/resources/page-samples.txt");
    private static final Path RENDERED = Path.of("target/pages");
    private static final Pattern KEY = Pattern.compile("(?:>|=\")\\s*([a-z]+(?:\\.[\\w-]+)+)\\s*(?:<|\")");

    /** Fragments of other templates. */
    private static final Set<String> NOT_PAGES = Set.of(
            "layout",
            "settings",
            "moments",
            "advice",
            "cards",
            "image-work",
            "compare-work",
            "sharing",
            "score",
            "variants",
            "icon",
            "chart",
            "batch",
            "prices",
            "report/parts",
            "admin/layout",
            "admin/billing-of-tenant");

    /** Values that are more than a sample of one class. */
    private static final Map<String, Function<Samples, Object>> SPECIAL = Map.ofEntries(
            Map.entry("%fault", s -> s.optional(new RegisterPerson.InvalidField("name", Message.of("invalid.name")))),
            Map.entry("%problem", s -> Problem.of(s.flag() ? 404 : 500, s.flag() ? "not_found" : "unknown", "Why")),
            Map.entry("%refusal", s -> s.optional(Message.of("refusal.heatmaps_not_in_plan"))),
            Map.entry("%message", s -> s.optional(Message.of("refusal.comparison_unavailable"))),
            Map.entry("%comparison", s -> s.optional(ComparisonView.of(comparison(s.flag() ? 3 : 2, s.flag())))),
            Map.entry("%compared", s -> ComparisonView.of(comparison(s.flag() ? 3 : 2, s.flag()))),
            Map.entry("%now", s -> Instant.EPOCH),
            Map.entry("%month", s -> YearMonth.of(2026, 11)),
            Map.entry("%later", s -> s.optional(YearMonth.of(2026, 12))),
            Map.entry("%why", s -> s.optional("/why?x")),
            Map.entry("%link", s -> s.optional("Too large. [Upgrade](/billing) to go on.")),
            Map.entry("%number", s -> s.optional(3)),
            Map.entry("%time", s -> s.optional(Instant.EPOCH)),
            Map.entry("%state", s -> s.flag() ? "DONE" : "FAILED"),
            Map.entry("%roles", s -> List.of("admin", "member", "viewer")),
            Map.entry("%capabilities", s -> List.of(RoleCapability.values())),
            Map.entry(
                    "%skipped",
                    s -> new SkippedFiles.Skipped(
                            List.of(new SkippedFiles.SkippedFile("notes.txt", Message.of("skipped.growth", 100))),
                            s.flag() ? 300 : 0,
                            s.flag() ? 2 : 0)),
            Map.entry(
                    "%kinds",
                    s -> List.of(
                            new KindView("batch", s.flag(), true),
                            new KindView("quota", true, s.flag()),
                            new KindView("mention", true, true))),
            Map.entry("%areaKinds", s -> List.of("logo", "other")),
            Map.entry("%colourMaps", s -> ColourMapView.ALL),
            Map.entry(
                    "%editKinds",
                    s -> Stream.of(EditKind.values()).map(EditKind::code).toList()),
            Map.entry("%samples", s -> SampleImages.bundled().samples()),
            Map.entry("%operatorRoles", s -> List.of("support", "billing", "administrator")),
            Map.entry("%operatorCapabilities", s -> List.of(OperatorCapability.values())),
            Map.entry("%served", s -> Map.of("worker", s.list("analysis.scorers.ServedModel"))));

    /** The security page asks whether there is an enrolment. */
    private static final String ONLY_SOMETIMES = "<portal.settings.SecurityPage$Enrolment>";

    private static final TemplateEngine ENGINE = engine();

    /** URLs of assets, without a fingerprint. */
    public static final class PlainAssets {

        public String url(String path) {
            return path;
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_renders_in_every_language_with_and_without_values(String page) throws IOException {
        for (Language language : Language.values()) {
            for (boolean isFilled : new boolean[] {true, false}) {
                for (boolean flag : new boolean[] {true, false}) {
                    String html = render(page, language, new Samples(isFilled, flag));
                    assertThat(rawTexts(html, language)).as(language.name()).isEmpty();
                    if (isFilled && flag) {
                        write(page, language, html);
                    }
                }
            }
        }
    }

    /** Keeps a page, to look at it in a browser without a server. */
    private static void write(String page, Language language, String html) throws IOException {
        Path file = RENDERED.resolve(language.code()).resolve(page.split(" ")[0].replace('/', '-') + ".html");
        Files.createDirectories(file.getParent());
        Files.writeString(file, html);
    }

    @Test
    void every_template_has_samples() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            Set<String> templates = files.filter(file -> file.toString().endsWith(".html"))
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .map(name -> name.substring(0, name.length() - ".html".length()))
                    .filter(name -> !NOT_PAGES.contains(name))
                    .collect(Collectors.toSet());

            assertThat(pages().map(page -> page.split(" ")[0])).containsExactlyInAnyOrderElementsOf(templates);
        }
    }

    static Stream<String> pages() throws IOException {
        return Files.readAllLines(SAMPLES).stream().filter(line -> !line.startsWith("#"));
    }

    /** Keys and patterns that a reader would see. */
    private static List<String> rawTexts(String html, Language language) {
        Stream<String> keys = KEY.matcher(html)
                .results()
                .map(found -> found.group(1))
                .filter(text -> Messages.in(language).has(text));
        return Stream.concat(keys, Stream.of("{0", "#{", "??").filter(html::contains))
                .toList();
    }

    private static String render(String page, Language language, Samples samples) {
        String[] parts = page.split(" ");
        Map<String, Object> model = new HashMap<>();
        Stream.of(parts)
                .skip(1)
                .map(part -> part.split("=", 2))
                .filter(pair -> samples.flag() || !pair[1].equals(ONLY_SOMETIMES))
                .forEach(pair -> model.put(pair[0], value(pair[1], samples)));
        model.put("csrf", "token");
        addWords(model, language);
        model.put("layout", new Samples(true, true).one("web.pages.PageLayout$Model"));
        model.put("operator", "operator@example.com");
        model.put("may", samples.one("admin.OperatorPermissions"));
        model.put("path", "/admin");
        return ENGINE.process(parts[0], new Context(language.formats(), model));
    }

    private static void addWords(Map<String, Object> model, Language language) {
        model.put("assets", new PlainAssets());
        model.put("times", new UtcTimes(language));
        model.put("messages", Messages.in(language));
        model.put("words", new PageWords(language));
    }

    private static Object value(String text, Samples samples) {
        String inner = text.length() < 2 ? "" : text.substring(1, text.length() - 1);
        return switch (text.charAt(0)) {
            case '%' -> SPECIAL.getOrDefault(text, s -> text).apply(samples);
            case '<' -> samples.one(inner);
            case '[' -> samples.list(inner);
            case '(' -> samples.optional(samples.one(inner));
            case '{' ->
                Stream.of(inner.split(","))
                        .collect(Collectors.toMap(Function.identity(), key -> key.isEmpty() ? 1L : "1"));
            case '?' -> samples.text(text.substring(1));
            case '!' -> samples.flag();
            default -> text.matches("\\d+") ? Integer.valueOf(text) : text;
        };
    }

    /** A comparison of which every pair is decided, or none. */
    private static Comparison comparison(int size, boolean isDecided) {
        List<ComparedImage> images = IntStream.range(0, size)
                .mapToObj(i ->
                        new ComparedImage(new UUID(0, i), new UUID(1, i), i + ".jpg", 0.8 - i * 0.1, 0.4, 0.9, false))
                .toList();
        List<ComparedPair> pairs = images.stream()
                .flatMap(first -> images.stream()
                        .skip(images.indexOf(first) + 1L)
                        .map(second -> new ComparedPair(first, second, 0.1, -0.01, 0.2, isDecided ? 0.999 : 0.6)))
                .toList();
        return new Comparison(images, pairs, new Model("engram", "1"));
    }

    private static TemplateEngine engine() {
        FileTemplateResolver templates = new FileTemplateResolver();
        templates.setPrefix(FOLDER + "/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        return PageTemplates.engine(templates);
    }
}
