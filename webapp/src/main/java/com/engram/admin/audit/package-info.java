/**
 * The audit log of all tenants and operators: page and API.
 */
@NullMarked
package com.engram.admin.audit;

import org.jspecify.annotations.NullMarked;
