/**
 * The operators of the installation: their roles, invitations, sign-in, sessions, and saved filters.
 */
@NullMarked
package com.engram.people.operators;

import org.jspecify.annotations.NullMarked;
