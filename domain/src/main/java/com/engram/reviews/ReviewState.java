package com.engram.reviews;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the approval of an image is. */
public enum ReviewState {
    /** Nobody has asked for a review, or the image is being changed. */
    DRAFT,
    /** Somebody is to look at it. */
    IN_REVIEW,
    /** It may be published. */
    APPROVED;

    /** The name in the API and in forms: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with that code. */
    public static Optional<ReviewState> findByCode(String code) {
        return Stream.of(values()).filter(state -> state.code().equals(code)).findFirst();
    }
}
