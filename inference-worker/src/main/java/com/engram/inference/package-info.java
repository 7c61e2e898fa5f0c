/** The engine: an image in, its memorability score and heatmap out. */
@NullMarked
package com.engram.inference;

import org.jspecify.annotations.NullMarked;
