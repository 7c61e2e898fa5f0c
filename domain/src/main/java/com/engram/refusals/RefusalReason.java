package com.engram.refusals;

import java.util.Locale;

/** Every reason for which a use case refuses a request. Clients of the API rely on the codes, so they never change. */
public enum RefusalReason {

    // Plans and their limits
    QUOTA_EXCEEDED(Kind.PAYMENT_REQUIRED),
    PAYMENT_OVERDUE(Kind.PAYMENT_REQUIRED),
    WHAT_IFS_EXCEEDED(Kind.PAYMENT_REQUIRED),
    HEATMAPS_NOT_IN_PLAN(Kind.PAYMENT_REQUIRED),
    SEATS_EXCEEDED(Kind.INVALID),
    UNKNOWN_PLAN(Kind.INVALID),
    ARCHIVED_PLAN(Kind.INVALID),
    INVALID_GRANT(Kind.INVALID),
    BY_HAND(Kind.INVALID),
    PAID_ONLINE(Kind.CONFLICT),
    PAYMENT_DECLINED(Kind.INVALID),
    WEIGHTS_TERMS_OPEN(Kind.CONFLICT),

    // Images and archives
    IMAGE_TOO_LARGE(Kind.TOO_LARGE),
    UNSUPPORTED_TYPE(Kind.UNSUPPORTED_TYPE),
    UNREADABLE_IMAGE(Kind.INVALID),
    UPLOAD_MISSING(Kind.CONFLICT),
    UNREACHABLE_URL(Kind.INVALID),
    ARCHIVE_TOO_LARGE(Kind.INVALID),
    UNREADABLE_ARCHIVE(Kind.INVALID),
    NO_IMAGES(Kind.INVALID),

    // Analyses
    NOT_FOUND(Kind.NOT_FOUND),
    NOT_FAILED(Kind.CONFLICT),
    TOO_MANY_IMAGES(Kind.INVALID),
    QUEUE_FULL(Kind.UNAVAILABLE),
    TRY_IT_CLOSED(Kind.UNAVAILABLE),

    // Comparisons
    INVALID_COMPARISON(Kind.INVALID),
    RESULT_MISSING(Kind.CONFLICT),
    NOT_COMPARABLE(Kind.INVALID),
    COMPARISON_UNSUPPORTED(Kind.INVALID),
    COMPARISON_UNAVAILABLE(Kind.UNAVAILABLE),

    // Areas of images
    INVALID_AREA(Kind.INVALID),
    TOO_MANY_AREAS(Kind.INVALID),

    // Notes on images
    INVALID_NOTE(Kind.INVALID),
    TOO_MANY_NOTES(Kind.INVALID),
    // Variants
    INVALID_EDIT(Kind.INVALID),
    VARIANTS_NEED_A_SCORE(Kind.CONFLICT),
    NOT_EDITABLE(Kind.INVALID),
    TOO_MANY_CROPS(Kind.INVALID),
    VARIANTS_UNSUPPORTED(Kind.INVALID),
    VARIANTS_UNAVAILABLE(Kind.UNAVAILABLE),

    // Share links
    INVALID_SHARE(Kind.INVALID),
    INVALID_COMMENT(Kind.INVALID),
    TOO_MANY_COMMENTS(Kind.INVALID),

    // Reviews of images
    INVALID_REVIEW(Kind.INVALID),

    // Projects
    INVALID_NAME(Kind.INVALID),
    NAME_TAKEN(Kind.CONFLICT),
    TOO_MANY_PROJECTS(Kind.INVALID),
    INVALID_PROJECT(Kind.INVALID),

    // Members
    INVALID_EMAIL(Kind.INVALID),
    ALREADY_A_MEMBER(Kind.INVALID),
    OWNER_STAYS(Kind.INVALID),

    // Operators
    LAST_ADMINISTRATOR(Kind.CONFLICT),
    ALREADY_AN_OPERATOR(Kind.CONFLICT),
    TOO_MANY_FILTERS(Kind.INVALID),

    // Webhooks
    UNUSABLE_URL(Kind.INVALID),
    TOO_MANY_ENDPOINTS(Kind.INVALID),
    ENDPOINT_DISABLED(Kind.CONFLICT);

    private final Kind kind;

    RefusalReason(Kind kind) {
        this.kind = kind;
    }

    /** The kind of refusal, which decides the HTTP status. */
    public Kind kind() {
        return kind;
    }

    /** The stable code in the API: the name in lower case, {@code quota_exceeded} for example. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of refusal. */
    public enum Kind {
        /** The plan, or an unpaid invoice, does not allow it. */
        PAYMENT_REQUIRED(402),
        /** There is no such thing. */
        NOT_FOUND(404),
        /** It does not fit the state that things are in now. */
        CONFLICT(409),
        /** More bytes were sent than are taken. */
        TOO_LARGE(413),
        /** Files of this type are not taken. */
        UNSUPPORTED_TYPE(415),
        /** The request is understood, but what it asks for cannot be done. */
        INVALID(422),
        /** Not now; the same request may succeed later. */
        UNAVAILABLE(503);

        private final int httpStatus;

        Kind(int httpStatus) {
            this.httpStatus = httpStatus;
        }

        /** The HTTP status of a response that tells it. */
        public int httpStatus() {
            return httpStatus;
        }
    }
}
