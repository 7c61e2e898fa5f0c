package com.engram.admin.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of docs/configuration.md, which the build brings along: so the page cannot tell another story. */
final class ConfigurationReference {

    private static final Pattern ROW = Pattern.compile("\\| (`engram\\.[^|]*) \\| ([^|]*) \\| (.*) \\|");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private ConfigurationReference() {}

    /** A property, its default in words, and what it means. */
    record Entry(String name, String defaultText, String meaning) {}

    /** All properties, in the manual's order. */
    static List<Entry> entries() {
        try (InputStream manual = Objects.requireNonNull(
                ConfigurationReference.class.getResourceAsStream("/configuration.md"), "The build brings no manual")) {
            return entries(new String(manual.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Entry> entries(String manual) {
        List<Entry> entries = new ArrayList<>();
        Matcher row = ROW.matcher(manual);
        while (row.find()) {
            String stem = "";
            Matcher name = NAME.matcher(row.group(1));
            while (name.find()) {
                // Written short after the first: engram.mail.user, .password
                String full = name.group(1).startsWith(".") ? stem + name.group(1) : name.group(1);
                stem = full.substring(0, full.lastIndexOf('.'));
                entries.add(new Entry(full, plain(row.group(2)), plain(row.group(3))));
            }
        }
        return entries;
    }

    private static String plain(String markdown) {
        return markdown.replace("`", "");
    }
}
