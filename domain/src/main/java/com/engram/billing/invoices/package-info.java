/**
 * Invoices: those of the payment processor and those that the operator records. May import {@code billing} and
 * {@code billing.payments}.
 */
@NullMarked
package com.engram.billing.invoices;

import org.jspecify.annotations.NullMarked;
