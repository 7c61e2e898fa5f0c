/**
 * What proves a person beside the password: an authenticator app's codes, recovery codes, and passkeys.
 */
@NullMarked
package com.engram.people.factors;

import org.jspecify.annotations.NullMarked;
