/** Fits the heads that turn features into scores, and the detector of drawn pages. */
@NullMarked
package com.engram.inference.training.heads;

import org.jspecify.annotations.NullMarked;
