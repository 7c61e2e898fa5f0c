package com.engram.web;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids as clients see them: a prefix for the kind of object, and 32 hexadecimal digits. */
public enum PublicId {
    TENANT("ten"),
    IMAGE("img"),
    AREA("area"),
    NOTE("note"),
    ANALYSIS("an"),
    BATCH("bat"),
    COMPARISON("cmp"),
    CAMPAIGN("cam"),
    WHAT_IF("wif"),
    PROJECT("prj"),
    TAG("tag"),
    SHARE("shr"),
    COMMENT("cmt"),
    EXPORT("exp"),
    DATA_SET("ds"),
    OWN_MODEL("own"),
    WEBHOOK("wh"),
    MESSAGE("msg"),
    DELIVERY("del"),
    KEY("key"),
    GRANT("grant"),
    INVOICE("in"),
    MEMBER("mem"),
    INVITATION("inv"),
    SESSION("ses"),
    PASSKEY("pk"),
    AUDIT("aud"),
    EMAIL("let"),
    NOTIFICATION("ntf"),
    OPERATOR("op"),
    FILTER("flt");

    private static final Pattern HEX =
            Pattern.compile("([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})");

    private final String prefix;

    PublicId(String prefix) {
        this.prefix = prefix + "_";
    }

    /** The id as clients see it. */
    public String of(UUID id) {
        return prefix + id.toString().replace("-", "");
    }

    /** The id in a text from a client; empty if the text is not an id of this kind. */
    public Optional<UUID> parse(@Nullable String text) {
        if (text == null || !text.startsWith(prefix)) {
            return Optional.empty();
        }
        var matcher = HEX.matcher(text.substring(prefix.length()));
        return matcher.matches()
                ? Optional.of(UUID.fromString(matcher.replaceFirst("$1-$2-$3-$4-$5")))
                : Optional.empty();
    }
}
