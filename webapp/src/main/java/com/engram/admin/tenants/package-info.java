/**
 * Tenants: opening, changing and viewing them, and rescoring their libraries. Pages and API. Imports the report of costs and the
 * differences between plans.
 */
@NullMarked
package com.engram.admin.tenants;

import org.jspecify.annotations.NullMarked;
