/**
 * Plans, their versions and their terms, and which plan a tenant has. May import {@code tenancy}, {@code audit} and
 * {@code database}.
 */
@NullMarked
package com.engram.plans;

import org.jspecify.annotations.NullMarked;
