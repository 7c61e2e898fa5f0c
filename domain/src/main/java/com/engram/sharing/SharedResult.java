package com.engram.sharing;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What a share link shows: an image, a comparison or a project. */
public record SharedResult(Kind kind, UUID id) {

    /** The kinds of results that can be shared. */
    public enum Kind {
        IMAGE,
        COMPARISON,
        PROJECT;

        /** The name in the API and in forms: in lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind with that code. */
        public static Optional<Kind> findByCode(String code) {
            return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
        }
    }

    public static SharedResult ofImage(UUID image) {
        return new SharedResult(Kind.IMAGE, image);
    }

    public static SharedResult ofComparison(UUID comparison) {
        return new SharedResult(Kind.COMPARISON, comparison);
    }

    public static SharedResult ofProject(UUID project) {
        return new SharedResult(Kind.PROJECT, project);
    }
}
