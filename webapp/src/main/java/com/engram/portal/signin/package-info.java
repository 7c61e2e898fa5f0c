/**
 * Sign-in, sign-up, password reset, invitations and reauthentication.
 */
@NullMarked
package com.engram.portal.signin;

import org.jspecify.annotations.NullMarked;
