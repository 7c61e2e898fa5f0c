/**
 * Invoices of a tenant, from the payment processor or recorded by hand.
 */
@NullMarked
package com.engram.billing.invoices;

import org.jspecify.annotations.NullMarked;
