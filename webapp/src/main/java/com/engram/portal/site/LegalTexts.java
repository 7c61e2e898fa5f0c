package com.engram.portal.site;

import com.engram.language.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's privacy notice, terms and imprint. Each is a URL, the path of a text file, or the text itself, and may be set
 * for one language apart: {@code engram.legal.privacy} and {@code engram.legal.privacy.it}.
 */
@ApplicationScoped
class LegalTexts {

    private static final String PREFIX = "engram.legal.";

    private final Function<String, Optional<String>> properties;

    @Inject
    LegalTexts(Config config) {
        this(property -> config.getOptionalValue(property, String.class));
    }

    /** Reads the properties from there. */
    LegalTexts(Function<String, Optional<String>> properties) {
        this.properties = properties;
    }

    /** The pages, by the last part of their properties and their paths. */
    enum LegalPage {
        PRIVACY,
        TERMS,
        IMPRINT;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A part of a text.
     *
     * @param isHeading whether it is the heading of what follows
     */
    public record Part(boolean isHeading, String text) {}

    /** The operator's own page; empty if the text is shown here or nothing is configured. */
    Optional<URI> findUrl(LegalPage page, Language language) {
        return find(page, language).filter(LegalTexts::isUrl).map(URI::create);
    }

    /** The paragraphs of the text; none if nothing is configured. */
    List<Part> listParts(LegalPage page, Language language) {
        return find(page, language)
                .filter(value -> !isUrl(value))
                .map(LegalTexts::text)
                .map(LegalTexts::parts)
                .orElse(List.of());
    }

    private Optional<String> find(LegalPage page, Language language) {
        String property = PREFIX + page.code();
        return value(property + "." + language.code()).or(() -> value(property));
    }

    private Optional<String> value(String property) {
        return properties.apply(property).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static boolean isUrl(String value) {
        return value.startsWith("https://") || value.startsWith("http://");
    }

    /** Reads the file anew for each page, so that a changed text needs no restart. */
    private static String text(String value) {
        if (!value.startsWith("/")) {
            return value;
        }
        try {
            return Files.readString(Path.of(value));
        } catch (IOException e) {
            throw new UncheckedIOException("The text of a legal page cannot be read: " + value, e);
        }
    }

    /** Paragraphs are separated by blank lines; one that begins with {@code #} is a heading. */
    static List<Part> parts(String text) {
        return Stream.of(text.strip().split("\\R\\s*\\R"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> part.startsWith("#")
                        ? new Part(true, part.replaceFirst("^#+\\s*", ""))
                        : new Part(false, part.replaceAll("\\s*\\R\\s*", " ")))
                .toList();
    }
}
