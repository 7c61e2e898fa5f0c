/**
 * Passkeys: signing in by a key that a device or a password manager keeps (WebAuthn).
 */
@NullMarked
package com.engram.people.passkeys;

import org.jspecify.annotations.NullMarked;
