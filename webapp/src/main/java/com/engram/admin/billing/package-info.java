/**
 * Billing of all tenants, and their invoices: pages and API.
 */
@NullMarked
package com.engram.admin.billing;

import org.jspecify.annotations.NullMarked;
