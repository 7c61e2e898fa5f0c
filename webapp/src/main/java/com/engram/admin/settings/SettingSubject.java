package com.engram.admin.settings;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a property is about. The settings page shows one subject at a time. */
enum SettingSubject {
    PORTAL("portal."),
    MAIL("mail."),
    PEOPLE("signUp.", "operator."),
    PAYMENTS("stripe.", "prices.", "billing.", "cost."),
    LIMITS("limits.", "queue.", "batches."),
    STORAGE("storage."),
    DATABASE("database."),
    SCORING("scoring.", "heatmaps.", "backends.", "worker.", "lambda.", "sagemaker.", "jobs."),
    /** All other properties. */
    SERVER("");

    private static final String COMMON = "engram.";

    private final List<String> prefixes;

    SettingSubject(String... prefixes) {
        this.prefixes = Stream.of(prefixes)
                .map(prefix -> (COMMON + prefix).toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The subject of a property. */
    static SettingSubject of(String property) {
        String name = property.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(subject -> subject.prefixes.stream().anyMatch(name::startsWith))
                .findFirst()
                .orElse(SERVER);
    }

    /** The subject with a code; the first subject if there is none. */
    static SettingSubject find(String code) {
        return Stream.of(values())
                .filter(subject -> subject.code().equals(code))
                .findFirst()
                .orElse(PORTAL);
    }

    /** The name in addresses and bundles. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
