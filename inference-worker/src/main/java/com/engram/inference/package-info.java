/** The inference engine: it takes an image and returns a memorability score and a heatmap. */
@NullMarked
package com.engram.inference;

import org.jspecify.annotations.NullMarked;
