/**
 * Sign-in to the console, invitations of operators, and the first operator's account.
 */
@NullMarked
package com.engram.admin.signin;

import org.jspecify.annotations.NullMarked;
