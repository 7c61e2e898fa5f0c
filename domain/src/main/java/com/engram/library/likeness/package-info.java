/**
 * Likeness: which images of a project are too alike, and a map on which like images are close to each other.
 */
@NullMarked
package com.engram.library.likeness;

import org.jspecify.annotations.NullMarked;
