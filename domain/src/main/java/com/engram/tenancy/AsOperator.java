package com.engram.tenancy;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a use case, or one of its methods, that works on the rows of all tenants. It runs in the operator's scope: a
 * thread without a scope enters it for the length of the call, before a transaction begins. A thread that works for a
 * tenant is refused with an {@link IllegalStateException}, so that no request of a tenant reaches such a use case.
 *
 * <p>As with {@code @Transactional}, calls within the same object are not intercepted.
 */
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface AsOperator {}
