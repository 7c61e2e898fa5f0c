/**
 * Tenants: opening, changing, viewing, and scoring their libraries again; pages and API.
 */
@NullMarked
package com.engram.admin.tenants;

import org.jspecify.annotations.NullMarked;
