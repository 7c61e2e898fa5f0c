package com.engram.tenancy;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rows the transactions of the current thread see: those of one tenant, those of all tenants (the operator's
 * scope), or none if no scope was entered.
 *
 * <p>Only the web filter and the jobs enter a scope. Closing the {@link Entered} restores the previous scope. A transaction
 * keeps the scope in which it first used the database.
 */
public final class Scope {

    static final UUID NOBODY = new UUID(0, 0);
    static final UUID OPERATOR = new UUID(-1, -1);

    private static final ThreadLocal<@Nullable UUID> CURRENT = new ThreadLocal<>();

    private Scope() {}

    /** Enters the scope of one tenant. */
    public static Entered enter(TenantId tenant) {
        return enter(tenant.value());
    }

    /** Enters the operator's scope, which uses a data source of its own. */
    public static Entered enterOperator() {
        return enter(OPERATOR);
    }

    /** The tenant of the scope; empty in the operator's scope and without a scope. */
    public static Optional<TenantId> tenant() {
        UUID current = current();
        return current.equals(NOBODY) || current.equals(OPERATOR)
                ? Optional.empty()
                : Optional.of(new TenantId(current));
    }

    /**
     * The tenant of the scope.
     *
     * @throws IllegalStateException if the scope has no tenant
     */
    public static TenantId getTenant() {
        return tenant().orElseThrow(() -> new IllegalStateException("The current scope has no tenant"));
    }

    /** Whether this thread works for the operator. */
    public static boolean isOperator() {
        return current().equals(OPERATOR);
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

    /** An entered scope. Closing it restores the previous one. */
    @FunctionalInterface
    public interface Entered extends AutoCloseable {
        @Override
        void close();
    }
}
