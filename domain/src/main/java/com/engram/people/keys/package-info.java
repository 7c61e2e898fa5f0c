/**
 * API keys of a tenant.
 */
@NullMarked
package com.engram.people.keys;

import org.jspecify.annotations.NullMarked;
