/**
 * Opening an account and confirming its email address.
 */
@NullMarked
package com.engram.people.signup;

import org.jspecify.annotations.NullMarked;
