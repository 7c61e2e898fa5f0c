package com.engram.audit;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who the current thread works for, as the audit log records it. Without an entered actor it is the system.
 *
 * @param id the person, API key or operator; null for the system
 * @param ipAddress where the request came from; empty if there is no request
 */
public record Actor(Kind kind, @Nullable UUID id, String ipAddress) {

    /** The kinds of actors. */
    public enum Kind {
        PERSON,
        KEY,
        OPERATOR,
        SYSTEM
    }

    /** A timer or a job. */
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, "");

    private static final ThreadLocal<@Nullable Actor> CURRENT = new ThreadLocal<>();

    /** The actor of the current thread. */
    public static Actor current() {
        return Optional.<Actor>ofNullable(CURRENT.get()).orElse(SYSTEM);
    }

    /** Makes this the actor of the current thread until the result is closed. */
    public Entered enter() {
        Actor previous = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (previous == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(previous);
            }
        };
    }

    /** A person at the same IP address. For signing in, where the person becomes known during the request. */
    public Actor as(UUID person) {
        return new Actor(Kind.PERSON, person, ipAddress);
    }

    /** An entered actor. Closing it restores the previous one. */
    @FunctionalInterface
    public interface Entered extends AutoCloseable {
        @Override
        void close();
    }
}
