/**
 * Signing in with a password, sessions, password resets, and throttling of attempts.
 */
@NullMarked
package com.engram.people.signin;

import org.jspecify.annotations.NullMarked;
