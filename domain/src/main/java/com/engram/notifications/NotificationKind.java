package com.engram.notifications;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of notifications, each of which a person can switch off. */
public enum NotificationKind {
    /** A batch that the person has requested is finished. */
    BATCH,
    /** The account's allowance runs low, or is used up. For those who manage the account. */
    QUOTA,
    /** A note on an image mentions the person. */
    MENTION,
    /** An image of which the person requested an analysis has reached the threshold of its project. */
    THRESHOLD,
    /** A guest has commented on a shared result. For those who manage the account, and for the person who shared it. */
    COMMENT;

    /** The name in the database and in forms: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that code. */
    public static Optional<NotificationKind> findByCode(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
