/**
 * Sign-up, sign-in, invitations, password resets, and confirming one's identity again.
 */
@NullMarked
package com.engram.portal.signin;

import org.jspecify.annotations.NullMarked;
