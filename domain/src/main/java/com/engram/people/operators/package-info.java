/**
 * The operators of the installation: their first account, sign-in, and sessions.
 */
@NullMarked
package com.engram.people.operators;

import org.jspecify.annotations.NullMarked;
