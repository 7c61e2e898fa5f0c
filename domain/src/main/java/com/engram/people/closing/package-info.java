/**
 * Closing an account and erasing its data.
 */
@NullMarked
package com.engram.people.closing;

import org.jspecify.annotations.NullMarked;
