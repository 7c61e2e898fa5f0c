/** Which parts of a picture carry its score. */
@NullMarked
package com.engram.inference.heatmap;

import org.jspecify.annotations.NullMarked;
