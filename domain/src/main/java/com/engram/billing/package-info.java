/**
 * What a tenant pays for its plan, and what happens when it does not. Without a payment processor the operator assigns
 * plans and records invoices by hand; with one the processor's word counts, and this package follows it.
 */
@NullMarked
package com.engram.billing;

import org.jspecify.annotations.NullMarked;
