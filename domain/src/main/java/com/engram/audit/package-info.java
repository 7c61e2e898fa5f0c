/**
 * The audit log: who did what, when, and from which address. Entries are added in the transaction of the change that they
 * report, and never changed. May import {@code tenancy} and {@code database}.
 */
@NullMarked
package com.engram.audit;

import org.jspecify.annotations.NullMarked;
