/**
 * Passkeys: signing in with a key that a device or a password manager stores (WebAuthn).
 */
@NullMarked
package com.engram.people.passkeys;

import org.jspecify.annotations.NullMarked;
