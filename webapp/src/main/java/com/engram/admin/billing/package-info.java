/**
 * Billing for operators: what is due, invoices, and subscriptions; pages and API.
 */
@NullMarked
package com.engram.admin.billing;

import org.jspecify.annotations.NullMarked;
