/**
 * Passwords, secret tokens, and the encryption of stored secrets.
 */
@NullMarked
package com.engram.people.credentials;

import org.jspecify.annotations.NullMarked;
