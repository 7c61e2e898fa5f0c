package com.engram.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.language.Language;
import com.engram.language.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/** Writes the page of components for developers to target/components/index.html, and checks that it is complete. */
class ComponentsPageTest {

    private static final Path WEBAPP = Path.of("src/main/webapp");
    private static final Path TEMPLATES = WEBAPP.resolve("WEB-INF/templates");
    private static final Path ICONS = Path.of("src/main/icons.txt");
    private static final Path SPRITE = Path.of("target/icons/assets/icons.svg");
    private static final Path FOLDER = Path.of("target/components");
    private static final Pattern TOKEN = Pattern.compile("(?m)^  --([a-z0-9-]+): ");
    private static final Pattern REFERENCE =
            Pattern.compile("icon :: icon\\('([a-z0-9-]+)'\\)|icons\\.svg#([a-z0-9-]+)|data-icon=\"([a-z0-9-]+)\"");

    /** Assets beside the page. */
    public static final class NeighbouringAssets {

        public String url(String path) {
            return "." + path;
        }
    }

    @Test
    void the_page_shows_every_token_and_every_icon() throws IOException {
        Set<String> tokens = TOKEN.matcher(Files.readString(WEBAPP.resolve("assets/styles/tokens.css")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        String page = render(icons());
        Files.createDirectories(FOLDER.resolve("assets"));
        Files.writeString(FOLDER.resolve("index.html"), page);
        copyAssets();

        assertThat(tokens).hasSizeGreaterThan(40).allMatch(token -> page.contains("--" + token), "is on the page");
        assertThat(icons()).allMatch(icon -> page.contains("#" + icon + "\""), "is on the page");
    }

    @Test
    void every_icon_that_a_template_shows_is_in_the_sprite() throws IOException {
        Set<String> shown = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                REFERENCE
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(found -> shown.add(Stream.of(1, 2, 3)
                                .map(found::group)
                                .filter(name -> name != null)
                                .findFirst()
                                .orElseThrow()));
            }
        }
        assertThat(icons()).containsAll(shown);
    }

    private static List<String> icons() throws IOException {
        return Files.readAllLines(ICONS).stream()
                .map(line -> line.replace(".svg", ""))
                .toList();
    }

    private static String render(List<String> icons) {
        Map<String, Object> model = new HashMap<>();
        model.put("icons", icons);
        model.put("assets", new NeighbouringAssets());
        model.put("words", new PageWords(Language.ENGLISH));
        model.put("messages", Messages.in(Language.ENGLISH));
        model.put("s", new Samples(true, true).one("portal.images.ScoreView"));
        return engine().process("components", new Context(Language.ENGLISH.formats(), model));
    }

    private static TemplateEngine engine() {
        TemplateEngine engine = new TemplateEngine();
        for (String folder : List.of("src/test/components/", TEMPLATES + "/")) {
            FileTemplateResolver templates = new FileTemplateResolver();
            templates.setPrefix(folder);
            templates.setSuffix(".html");
            templates.setCharacterEncoding("UTF-8");
            templates.setCheckExistence(true);
            engine.addTemplateResolver(templates);
        }
        engine.setMessageResolver(new BundleMessageResolver());
        return engine;
    }

    private static void copyAssets() throws IOException {
        try (Stream<Path> files = Files.walk(WEBAPP.resolve("assets"))) {
            files.filter(Files::isRegularFile).forEach(file -> copy(file, WEBAPP.relativize(file)));
        }
        if (Files.exists(SPRITE)) {
            copy(SPRITE, Path.of("assets/icons.svg"));
        }
    }

    private static void copy(Path file, Path to) {
        try {
            Files.createDirectories(FOLDER.resolve(to).getParent());
            Files.write(FOLDER.resolve(to), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
