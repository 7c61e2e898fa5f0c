package com.engram.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a class of tests that use the domain's beans: the constructor asks for them, as a bean's own does. Each test has
 * a fresh database and fresh beans, and begins at {@link SettableClock#START}.
 *
 * <pre>{@code
 * @DomainTest
 * class LeaseTest {
 *
 *     private final AnalysisQueue queue;
 *     private final SettableClock clock;
 *
 *     LeaseTest(AnalysisQueue queue, SettableClock clock) { ... }
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DomainExtension.class)
public @interface DomainTest {}
