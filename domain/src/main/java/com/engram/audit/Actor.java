package com.engram.audit;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts on this thread, and from where; the system itself unless somebody was entered.
 *
 * @param kind what sort of somebody
 * @param id the person, key or operator; null for the system
 * @param address the network address that the request came from; empty if there was none
 */
public record Actor(Kind kind, @Nullable UUID id, String address) {

    /** What acts. */
    public enum Kind {
        PERSON,
        KEY,
        OPERATOR,
        SYSTEM
    }

    /** A timer or a job. */
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, "");

    private static final ThreadLocal<@Nullable Actor> CURRENT = new ThreadLocal<>();

    /** Who acts on this thread. */
    public static Actor current() {
        return Optional.<Actor>ofNullable(CURRENT.get()).orElse(SYSTEM);
    }

    /** Makes this the actor of the thread, until the result is closed. */
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

    /** The same place, but that person: for signing in, when who it is becomes known on the way. */
    public Actor as(UUID person) {
        return new Actor(Kind.PERSON, person, address);
    }

    /** An actor that was entered and has to be left. */
    @FunctionalInterface
    public interface Entered extends AutoCloseable {
        /** Leaves it. */
        @Override
        void close();
    }
}
