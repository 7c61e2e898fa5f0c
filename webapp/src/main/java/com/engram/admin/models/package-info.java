/**
 * Models: which ones the backends serve, the default model, and pinned tenants. Page and API.
 */
@NullMarked
package com.engram.admin.models;

import org.jspecify.annotations.NullMarked;
