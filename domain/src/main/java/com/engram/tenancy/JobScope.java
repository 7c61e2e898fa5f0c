package com.engram.tenancy;

import java.time.Duration;

/**
 * The {@link Scope} of a job whose statements may take minutes, such as the deletion of a large account. Everywhere else the
 * time limits of the data sources hold: a request waits seconds for the database, because somebody waits for the request.
 */
public final class JobScope {

    /** Long enough for the longest statement, and short enough that a lost connection is noticed. */
    static final Duration STATEMENT_LIMIT = Duration.ofMinutes(10);

    private static final ThreadLocal<Boolean> ENTERED = ThreadLocal.withInitial(() -> false);

    private JobScope() {}

    /** Enters the scope of one tenant, with the time limit of jobs. */
    public static Scope.Entered enter(TenantId tenant) {
        return withLimit(Scope.enter(tenant));
    }

    /** Enters the operator's scope, with the time limit of jobs. */
    public static Scope.Entered enterOperator() {
        return withLimit(Scope.enterOperator());
    }

    /** Whether this thread executes statements of a job. */
    static boolean isEntered() {
        return ENTERED.get();
    }

    private static Scope.Entered withLimit(Scope.Entered scope) {
        boolean before = ENTERED.get();
        ENTERED.set(true);
        return () -> {
            if (before) {
                ENTERED.set(true);
            } else {
                ENTERED.remove();
            }
            scope.close();
        };
    }
}
