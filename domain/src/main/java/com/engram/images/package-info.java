/**
 * Pictures: their way in by a signed form, and where their bytes lie.
 */
@NullMarked
package com.engram.images;

import org.jspecify.annotations.NullMarked;
