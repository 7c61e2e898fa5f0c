package com.engram.tenancy;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Runs what is marked {@link AsOperator} in the operator's scope. */
@AsOperator
@Interceptor
@Priority(AsOperatorInterceptor.OUTSIDE_TRANSACTIONS)
class AsOperatorInterceptor {

    /** A transaction keeps the scope in which it first used the database, so the scope is entered before it begins. */
    static final int OUTSIDE_TRANSACTIONS = Interceptor.Priority.PLATFORM_BEFORE + 100;

    @AroundInvoke
    Object runAsOperator(InvocationContext call) throws Exception {
        if (Scope.isOperator()) {
            return call.proceed();
        }
        if (Scope.tenant().isPresent()) {
            throw new IllegalStateException(
                    call.getMethod() + " needs the operator's scope, and this thread works for a tenant");
        }
        try (Scope.Entered ignored = Scope.enterOperator()) {
            return call.proceed();
        }
    }
}
