/**
 * Tenants, which are customers' accounts, and the scope of the current work. The {@link com.engram.tenancy.Scope} of a
 * thread decides which rows its transactions see; PostgreSQL's row-level security enforces it. Imports only
 * {@code database}.
 */
@NullMarked
package com.engram.tenancy;

import org.jspecify.annotations.NullMarked;
