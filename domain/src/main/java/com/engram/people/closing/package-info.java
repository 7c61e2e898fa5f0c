/**
 * How an account ends.
 */
@NullMarked
package com.engram.people.closing;

import org.jspecify.annotations.NullMarked;
