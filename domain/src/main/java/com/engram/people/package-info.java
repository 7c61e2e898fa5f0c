/**
 * The people of a tenant, how they sign in, and the keys of its integrations.
 */
@NullMarked
package com.engram.people;

import org.jspecify.annotations.NullMarked;
