/**
 * How images go: deletion on request, retention, and the removal of stored objects.
 */
@NullMarked
package com.engram.images.deletion;

import org.jspecify.annotations.NullMarked;
