package com.engram.tenancy;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows the transactions of this thread see: one tenant's, every tenant's (the operator's), or, when nothing
 * was entered, nobody's.
 *
 * <p>Entered by the web filter for a caller, and by jobs; nowhere else. A scope ends where its {@link Entered} is
 * closed, and the one before it holds again. A transaction keeps the scope in which it first touched the database.
 */
public final class Scope {

    static final UUID NOBODY = new UUID(0, 0);
    static final UUID OPERATOR = new UUID(-1, -1);

    private static final ThreadLocal<@Nullable UUID> CURRENT = new ThreadLocal<>();

    private Scope() {}

    /** Narrows this thread to one tenant's rows. */
    public static Entered enter(TenantId tenant) {
        return enter(tenant.value());
    }

    /** Opens every tenant's rows to this thread, over the operator's own data source. */
    public static Entered enterOperator() {
        return enter(OPERATOR);
    }

    /** The tenant this thread works for; empty for the operator and for nobody. */
    public static Optional<TenantId> tenant() {
        UUID current = current();
        return current.equals(NOBODY) || current.equals(OPERATOR)
                ? Optional.empty()
                : Optional.of(new TenantId(current));
    }

    /**
     * The tenant this thread works for.
     *
     * @throws IllegalStateException if the thread works for no single tenant
     */
    public static TenantId getTenant() {
        return tenant().orElseThrow(() -> new IllegalStateException("No tenant's scope was entered"));
    }

    static UUID current() {
        UUID current = CURRENT.get();
        return current == null ? NOBODY : current;
    }

    private static Entered enter(UUID next) {
        UUID previous = CURRENT.get();
        CURRENT.set(next);
        return () -> {
            if (previous == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(previous);
            }
        };
    }

    /** A scope that was entered and has to be left. */
    @FunctionalInterface
    public interface Entered extends AutoCloseable {
        /** Leaves the scope. */
        @Override
        void close();
    }
}
