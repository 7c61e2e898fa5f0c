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
import java.util.stream.Collectors;

/** The table of docs/configuration.md, which the build packages, so that the page and the manual always agree. */
final class ConfigurationReference {

    private static final Pattern ROW = Pattern.compile("\\| (`engram\\.[^|]*) \\| ([^|]*) \\| (.*) \\|");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private ConfigurationReference() {}

    /** A property, its documented default as plain text, and its meaning. */
    record Entry(String name, String defaultText, List<Part> meaning) {}

    /** A part of a text, in the font of code or not. Links are reduced to their text. */
    public record Part(String text, boolean isCode) {}

    /** All documented properties, in the order of the manual. */
    static List<Entry> entries() {
        try (InputStream manual = Objects.requireNonNull(
                ConfigurationReference.class.getResourceAsStream("/configuration.md"),
                "configuration.md is missing in the package")) {
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
                // Several names share a cell, the later ones shortened: engram.mail.user, .password
                String full = name.group(1).startsWith(".") ? stem + name.group(1) : name.group(1);
                stem = full.substring(0, full.lastIndexOf('.'));
                entries.add(new Entry(full, plain(row.group(2)), parts(row.group(3))));
            }
        }
        return entries;
    }

    private static String plain(String markdown) {
        return parts(markdown).stream().map(Part::text).collect(Collectors.joining());
    }

    private static List<Part> parts(String markdown) {
        String text = LINK.matcher(markdown).replaceAll("$1").replace("\\|", "|");
        List<Part> parts = new ArrayList<>();
        String[] pieces = text.split("`", -1);
        for (int i = 0; i < pieces.length; i++) {
            if (!pieces[i].isEmpty()) {
                parts.add(new Part(pieces[i], i % 2 == 1));
            }
        }
        return parts;
    }
}
