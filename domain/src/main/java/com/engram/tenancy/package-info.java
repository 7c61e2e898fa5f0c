/**
 * Who the running work is for. A tenant is a customer's account; the {@link com.engram.tenancy.Scope} of a
 * thread decides which rows its transactions see, and PostgreSQL's row-level security holds it to that.
 */
@NullMarked
package com.engram.tenancy;

import org.jspecify.annotations.NullMarked;
