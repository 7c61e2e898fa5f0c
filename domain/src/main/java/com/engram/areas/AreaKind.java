package com.engram.areas;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an area of an image shows. */
public enum AreaKind {
    LOGO(true),
    PRODUCT(true),
    CLAIM(true),
    FACE(false),
    OTHER(false);

    private final boolean isBrand;

    AreaKind(boolean isBrand) {
        this.isBrand = isBrand;
    }

    /** Whether areas of this kind count for brand stickiness. */
    public boolean isBrand() {
        return isBrand;
    }

    /** The name in the API and in the database: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that code. */
    public static Optional<AreaKind> findByCode(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
